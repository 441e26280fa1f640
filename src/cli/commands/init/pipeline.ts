/**
 * The pipeline that `gatepost init` writes. It runs the one archive that the administrator names, after comparing its SHA-256. No
 * package manager takes part: Gatepost is in no registry, so a package of that name there is somebody else's (docs/adr/0041).
 */
import { CommandError } from '../../lib/command-error.js';

export interface CommandArchive {
  /** An https address, or a file in the repository. */
  readonly place: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Nothing that a shell, YAML or GitHub's expressions give a meaning. */
const ADDRESS = /^https:\/\/[\w.-]+(?::\d+)?\/[\w./~%+@=?&,:-]*$/;
const FILE = /^\w[\w./-]*$/;

/**
 * @returns null when neither is given: then the pipeline stops until both are written into it
 * @throws CommandError when one is missing, or cannot be what it should be
 */
export function commandArchive(place: string | undefined, sha256: string | undefined): CommandArchive | null {
  if (place === undefined && sha256 === undefined) return null;
  if (place === undefined || sha256 === undefined) {
    throw new CommandError('--archive and --archive-sha256 belong together: name the archive and its SHA-256');
  }
  if (!ADDRESS.test(place) && !FILE.test(place)) {
    throw new CommandError(
      `--archive ${place}: expected an https address, or a file in the repository, such as tools/gatepost-command-0.1.0.tgz`,
    );
  }
  if (!/^[0-9a-f]{64}$/i.test(sha256)) {
    throw new CommandError(`--archive-sha256 ${sha256}: expected 64 hexadecimal digits, as sha256sum prints them`);
  }
  return { place, sha256: sha256.toLowerCase() };
}

export function pipeline(archive: CommandArchive | null): string {
  return `# Checks every change of the policy. A person who has the key publishes.
name: policy
on: [pull_request, push]
permissions:
  contents: read
env:
  # The archive of the gatepost command: an https URL, or a file in this repository. Make it with npm pack in the project.
  GATEPOST_ARCHIVE: '${archive?.place ?? ''}'
  # SHA-256 of the archive that you have reviewed, from sha256sum. No other archive is run.
  GATEPOST_SHA256: '${archive?.sha256 ?? ''}'
${JOBS}`;
}

const JOBS = `jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with: { persist-credentials: false }
      - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0
        with: { node-version: 20 }
      - name: Unpack the command
        run: |
          set -eu
          if [ -z "$GATEPOST_ARCHIVE" ] || [ -z "$GATEPOST_SHA256" ]; then
            echo "Name the archive of the gatepost command and its SHA-256 at the top of .github/workflows/policy.yml." >&2
            exit 1
          fi
          archive="$RUNNER_TEMP/gatepost.tgz"
          case "$GATEPOST_ARCHIVE" in
            https://*) curl --fail --silent --show-error --location --proto '=https' --output "$archive" "$GATEPOST_ARCHIVE" ;;
            *) cp -- "$GATEPOST_ARCHIVE" "$archive" ;;
          esac
          echo "$GATEPOST_SHA256  $archive" | sha256sum --check --strict
          mkdir -- "$RUNNER_TEMP/gatepost"
          tar -xzf "$archive" -C "$RUNNER_TEMP/gatepost" --strip-components=1
      - run: node "$RUNNER_TEMP/gatepost/dist/cli/gatepost.mjs" check policy.yaml --format github
      - run: node "$RUNNER_TEMP/gatepost/dist/cli/gatepost.mjs" test policy.yaml
`;
