/** What of the folder `public` belongs to the extension. */

const OWN = /^(_locales|icons)(\/|$)|^[a-z]+\.(html|css)$|^managed-schema\.json$/;

/**
 * Whoever tries the command in this folder may publish and pack into it, and none of that must get into the next package.
 * @param {string} name below `public`, with slashes; '' is the folder itself
 */
export function belongsToExtension(name) {
  return name === '' || OWN.test(name);
}
