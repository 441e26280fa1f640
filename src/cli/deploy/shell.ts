/** The shell scripts for Linux: a policy file is put in place in one step, and never over somebody else's. */
import type { Settings } from './settings.js';
import { FIREFOX_FILE, PLACES } from './targets.js';

/**
 * A half-written file makes Chromium uninstall the extension, so it is written beside the folder and then renamed.
 * DESTDIR, as for any installation on Linux, names another root.
 * @param merged the file holds what the machine's own one held, and may take its place
 */
export function renderInstallShell({ browser, extensionId }: Settings, file: string, merged: boolean): string {
  const firefoxGuard = merged ? '' : renderFirefoxGuard(extensionId);
  const own = browser === 'firefox' ? firefoxGuard : CHROMIUM_GUARD;
  return `#!/bin/sh
# Puts the settings of Gatepost where ${PLACES[browser].title} reads them. Run it as root, in this folder.
set -eu
cd "$(dirname "$0")"
folder="\${DESTDIR:-}${PLACES[browser].linuxFolder}"
file='${file}'
${own}
umask 022
mkdir -p "$folder"
cp "$file" "$folder/../.$file.new"
chmod 644 "$folder/../.$file.new"
mv -f "$folder/../.$file.new" "$folder/$file"
echo "Installed $folder/$file."
`;
}

export function renderRemovalShell({ browser }: Settings, file: string): string {
  return `#!/bin/sh
# Takes the settings of Gatepost away from ${PLACES[browser].title}. Run it as root.
set -eu
rm -f "\${DESTDIR:-}${PLACES[browser].linuxFolder}/${file}"
echo "Removed ${PLACES[browser].linuxFolder}/${file}."
`;
}

/** Of two files with ExtensionSettings, Chromium takes the one that comes later in the alphabet, and forgets the other. */
const CHROMIUM_GUARD = `for other in "$folder"/*.json; do
    [ -e "$other" ] && [ "$other" != "$folder/$file" ] || continue
    if grep -q '"ExtensionSettings"' "$other"; then
        echo "$other sets ExtensionSettings too, and one of the two files would be ignored." >&2
        echo "Run gatepost deploy again with --merge $other, and install the result in its place." >&2
        exit 1
    fi
done`;

function renderFirefoxGuard(extensionId: string): string {
  return `if [ -e "$folder/$file" ] && ! grep -qF '"${extensionId}"' "$folder/$file"; then
    echo "$folder/$file is there already, with other settings." >&2
    echo "Run gatepost deploy again with --merge $folder/${FIREFOX_FILE}, and install the result." >&2
    exit 1
fi`;
}
