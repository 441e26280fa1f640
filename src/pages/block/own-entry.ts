/**
 * Makes the extension the initiator of the block page's history entry. A website that led here is the entry's initiator
 * otherwise, and Chromium refuses to load the page for it again: docs/adr/0031. A script of its own, so that it runs before
 * anything else is loaded.
 */
window.history.replaceState(null, '', window.location.href);
