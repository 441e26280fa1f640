/** The shell scripts for Linux: a policy file is put in place in one step, and never over somebody else's. */
import type { Settings } from './settings.js';
import { FIREFOX_FILE, PLACES } from './targets.js';

/**
 * A half-written file makes Chromium uninstall the extension, so it is written beside the folder and then renamed.
 * DESTDIR, as for any installation on Linux, names another root.
 * @param merged the file holds what the machine's own one held, and may take its place
 */
export function renderInstallShell(settings: Settings, file: string, merged: boolean): string {
  const { browser, extensionId } = settings;
  const firefoxGuard = merged ? ':' : renderFirefoxGuard(extensionId);
  return `#!/bin/sh
# Puts the settings of Gatepost where ${PLACES[browser].title} reads them. Run it as root, in this folder.
set -eu
cd "$(dirname "$0")"
file='${file}'
stop=''
check() {
    folder="$1"
${indented(browser === 'firefox' ? firefoxGuard : renderChromiumGuard(settings))}
}
place() {
    mkdir -p "$1"
    cp "$file" "$1/../.$file.new"
    chmod 644 "$1/../.$file.new"
    mv -f "$1/../.$file.new" "$1/$file"
    echo "Installed $1/$file."
}
${forEachFolder(browser, 'check')}
if [ -n "$stop" ]; then
    echo "Nothing was installed." >&2
    exit 1
fi
umask 022
${forEachFolder(browser, 'place')}
`;
}

export function renderRemovalShell({ browser }: Settings, file: string): string {
  return `#!/bin/sh
# Takes the settings of Gatepost away from ${PLACES[browser].title}. Run it as root.
set -eu
remove() {
    rm -f "$1/${file}"
    echo "Removed $1/${file}."
}
${forEachFolder(browser, 'remove')}
`;
}

/** Each package of a browser reads a folder of its own; a folder that nobody reads does no harm. */
function forEachFolder(browser: Settings['browser'], command: string): string {
  return PLACES[browser].linuxFolders.map((folder) => `${command} "\${DESTDIR:-}${folder}"`).join('\n');
}

/**
 * Chromium reads every file of the folder, whatever its name. Of two with one policy, it takes that of the file that comes later in
 * the alphabet, and forgets the other: for ExtensionSettings, that is the extension or somebody else's.
 */
function renderChromiumGuard({ browser, extensionId, policies }: Settings): string {
  const others = Object.keys(policies).filter((name) => name !== 'ExtensionSettings');
  const { title } = PLACES[browser];
  return `for other in "$folder"/* "$folder"/.[!.]* "$folder"/..?*; do
    [ -f "$other" ] && [ "$other" != "$folder/$file" ] || continue
    if grep -q '"ExtensionSettings"' "$other"; then
        echo "$other sets ExtensionSettings too, and one of the two files would be ignored." >&2
        stop=yes
    elif grep -q '${extensionId}' "$other"; then
        echo "$other has settings for the extension too, and those of one of the two files would be ignored." >&2
        stop=yes
    fi
    for name in ${others.join(' ')}; do
        ! grep -q "\\"$name\\"" "$other" ||
            echo "warning: $other sets $name too: that of the file whose name comes later in the alphabet counts." >&2
    done
done
if [ -n "$stop" ]; then
    echo "${title} reads every file of $folder, whatever its name, hidden files and backups too." >&2
    echo "Move an old copy out of the folder. Join a file that is needed: run gatepost deploy again with --merge and" >&2
    echo "that file, and install the result in its place." >&2
fi`;
}

function renderFirefoxGuard(extensionId: string): string {
  return `if [ -e "$folder/$file" ] && ! grep -qF '"${extensionId}"' "$folder/$file"; then
    echo "$folder/$file is there already, with other settings." >&2
    echo "Run gatepost deploy again with --merge $folder/${FIREFOX_FILE}, and install the result." >&2
    stop=yes
fi`;
}

function indented(lines: string): string {
  return lines.replace(/^(?=.)/gm, '    ');
}
