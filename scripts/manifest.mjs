/**
 * Derives each browser's manifest from the one manifest.json.
 */

/** @typedef {'chrome' | 'edge' | 'firefox'} Target */

/** @type {readonly Target[]} */
export const TARGETS = ['chrome', 'edge', 'firefox'];

/**
 * Public half of a key whose private half was thrown away: it only gives unpacked Chromium builds one fixed id, so that
 * managed configuration reaches them. A company's own key takes its place in what it distributes.
 */
export const DEVELOPMENT_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwyDABWVITWkjaXNadb623hwC12wZKj85LF4W9ABXx34zARhlzKSSsRwp' +
  'uy+e6oz3427WvHm2n9hcrjjahCnLJJj50vpWIeQlOQfvsFcUi2GZ30y26Scs4DSHQk2g6EpKYSgi5bM9qpPjZCLt/vligarkPM52' +
  'KPIPlOgKqY+HF0NT8kFbYFPou+q2OWjjwQJn4Te4oL6UFRIosQdwyJXw1edktjvGMRYDrdevA3fb56W467amv5se/TWfP3OiR5c5' +
  'cadpUXOlQ07Sp2Vh9UGadHKdk7741ZBtLWF1UYRvtHK83cIg+9NJI+3IGS4Njh+Rf9QK+U3WoYBt8xgwu4walQIDAQAB';

/**
 * @param {Record<string, unknown>} base the content of manifest.json
 * @param {Target} target
 * @param {string} version the package's version
 * @returns {Record<string, unknown>}
 */
export function manifestFor(base, target, version) {
  const manifest = structuredClone({ ...base, version });
  return target === 'firefox' ? forFirefox(manifest) : forChromium(manifest);
}

/** @param {Record<string, unknown>} manifest */
function forChromium(manifest) {
  const { browser_specific_settings: _, background, ...rest } = manifest;
  return { ...rest, key: DEVELOPMENT_KEY, background: pick(background, 'service_worker') };
}

/**
 * Firefox has an event page where Chromium has a service worker, and reads `incognito: split` as "not allowed in private
 * windows" (seen in Firefox 153). It takes managed storage without a schema.
 * @param {Record<string, unknown>} manifest
 */
function forFirefox(manifest) {
  const { minimum_chrome_version: _, incognito: __, storage: ___, background, ...rest } = manifest;
  return { ...rest, background: pick(background, 'scripts') };
}

/**
 * @param {unknown} background
 * @param {'service_worker' | 'scripts'} kind
 */
function pick(background, kind) {
  const both = /** @type {Record<string, unknown>} */ (background);
  return { [kind]: both[kind] };
}
