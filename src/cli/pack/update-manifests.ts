/** The small files in which browsers look for a newer version of a self-hosted extension. */

interface Update {
  readonly id: string;
  readonly version: string;
  /** Where the package is. */
  readonly url: string;
  /** SHA-256 of the package in lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** Chromium's: https://developer.chrome.com/docs/extensions/how-to/distribute/host-on-linux */
export function renderGupdate({ id, version, url, sha256 }: Update): string {
  return [
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>",
    `  <app appid='${escapeXml(id)}'>`,
    `    <updatecheck codebase='${escapeXml(url)}' version='${escapeXml(version)}' hash_sha256='${sha256}' status='ok' />`,
    '  </app>',
    '</gupdate>',
    '',
  ].join('\n');
}

/** Firefox's: https://extensionworkshop.com/documentation/manage/updating-your-extension/ */
export function renderFirefoxUpdates({ id, version, url, sha256 }: Update): string {
  const update = { version, update_link: url, update_hash: `sha256:${sha256}` };
  return `${JSON.stringify({ addons: { [id]: { updates: [update] } } }, null, 2)}\n`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
