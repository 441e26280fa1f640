/** What a file's name and folders say of it: code, a document, or why it stays out. Nothing is opened for that. */

/** Why a file stays out of a filter, with the words for it. */
export const REASONS = {
  ignored: 'ignored by .gitignore',
  vendored: 'vendored: code of others',
  generated: 'generated',
  minified: 'minified',
  'lock-file': 'lock files',
  configuration: 'configuration',
  data: 'data',
  licence: 'texts of licences',
  'other-kind': 'neither code nor a document',
  link: 'links',
  short: 'too short to be recognised',
  'too-large': 'too large',
  unreadable: 'cannot be read',
  'not-checked': 'could not be checked for secrets',
} as const;

export type Reason = keyof typeof REASONS;
export type Taken = 'code' | 'text';
export type Fate = { readonly take: Taken } | { readonly leave: Reason };

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const FOLDERS: readonly (readonly [Reason, ReadonlySet<string>])[] = [
  [
    'vendored',
    words(`node_modules bower_components jspm_packages vendor vendors third_party third-party thirdparty 3rdparty 3rd-party
      external extern externals site-packages .venv venv .tox pods carthage .yarn .pnpm-store .bundle`),
  ],
  [
    'generated',
    words(`dist build out target bin obj coverage generated __generated__ __snapshots__ __pycache__ .next .nuxt .svelte-kit
      .output .gradle .cache .dart_tool .terraform`),
  ],
  ['configuration', words('config configs conf configuration settings secrets credentials environments certs')],
  ['data', words('fixtures __fixtures__ testdata test-data seeds')],
];

const LOCK_FILES =
  words(`package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb cargo.lock gemfile.lock
  composer.lock poetry.lock pdm.lock uv.lock pipfile.lock go.sum go.work.sum gradle.lockfile packages.lock.json mix.lock pubspec.lock
  flake.lock podfile.lock deno.lock package.resolved`);

const CODE =
  words(`js mjs cjs jsx ts mts cts tsx vue svelte astro py pyi rb php java kt kts scala groovy go rs c h cc cpp cxx hpp hh
  hxx inl m mm swift cs fs fsx vb dart lua pl pm r jl ex exs erl hrl hs ml mli clj cljs cljc sql sh bash zsh fish ps1 psm1 bat cmd
  proto graphql gql sol cob cbl cpy abap pas f90 f95 f03 vhd vhdl v sv asm s cu cuh glsl hlsl wgsl metal tcl pks pkb pls apex nim zig
  d ada adb ads lisp el scm rkt elm purs cshtml razor aspx jsp erb gd nix`);

const DOCUMENTS = words('md mdx markdown rst adoc asciidoc txt docx docm pptx pptm odt odp rtf pdf eml');

const CONFIGURATION =
  words(`yaml yml toml ini cfg conf cnf config properties env plist tf tfvars hcl editorconfig xml csproj vbproj
  sln gradle cmake mk bazel bzl pem key crt cer p12 pfx jks keystore kdbx ovpn reg`);

const DATA = words(
  'json jsonl ndjson json5 geojson csv tsv xlsx xlsm xls ods parquet sqlite db dat log svg lock map snap ipynb po pot',
);

const GENERATED =
  /[.-](?:bundle|generated|gen|designer)\.[a-z]+$|\.g\.(?:dart|cs)$|\.pb\.(?:go|cc|h|rb)$|_pb2(?:_grpc)?\.pyi?$|_pb\.(?:js|d\.ts|rb)$/i;
const MINIFIED = /[.-]min\.[a-z]+$/i;
const CONFIGURATION_NAMES =
  /^\.|(?:^|[.-])(?:config|conf|rc|settings|secrets?|credentials?|passwords?|env|local_settings)\.[a-z]+$|^(?:dockerfile|containerfile|makefile|jenkinsfile|procfile|vagrantfile|gemfile|rakefile|podfile)(?:\.|$)|^[a-z]+rc\.[a-z]+$|^requirements.*\.txt$|^cmakelists\.txt$/i;
const LICENCE =
  /^(?:licen[cs]es?|copying|copyright|notices?|patents|third[-_]?party[-_]?(?:notices?|licen[cs]es?))(?:[.-].*)?$/i;

/** @param place below the named folder, with `/` between its parts */
export function fateOf(place: string): Fate {
  const parts = place.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  for (const [reason, folders] of FOLDERS) if (parts.some((part) => folders.has(part))) return { leave: reason };
  return fateOfName(name);
}

/** Of a package's file: everything in it is public, wherever it lies. */
export function fateOfName(named: string): Fate {
  const name = named.toLowerCase();
  const ending = /\.([^.]+)$/.exec(name)?.[1] ?? '';
  if (LOCK_FILES.has(name)) return { leave: 'lock-file' };
  if (LICENCE.test(name)) return { leave: 'licence' };
  if (CONFIGURATION_NAMES.test(name) || CONFIGURATION.has(ending)) return { leave: 'configuration' };
  if (DATA.has(ending)) return { leave: 'data' };
  if (MINIFIED.test(name)) return { leave: 'minified' };
  if (GENERATED.test(name)) return { leave: 'generated' };
  if (CODE.has(ending)) return { take: 'code' };
  return DOCUMENTS.has(ending) ? { take: 'text' } : { leave: 'other-kind' };
}

/** A folder into which nobody needs to look: all of it stays out for one reason. */
export function fateOfFolder(name: string): Reason | null {
  return FOLDERS.find(([, folders]) => folders.has(name.toLowerCase()))?.[0] ?? null;
}

const HEAD = 2_000;
const SAYS_GENERATED =
  /@generated|\bdo not (?:edit|modify)\b|\b(?:code|file) (?:is |was )?(?:auto-?(?:matically )?)?generated (?:by|from)\b|\bauto-?generated\b/i;
const LONG_LINE = 1_000;
/** Of a text that lies in long lines. */
const MOST_LONG = 0.5;

/** What a file of code says of itself. Null: people wrote it. */
export function reasonInText(text: string): Reason | null {
  if (SAYS_GENERATED.test(text.slice(0, HEAD))) return 'generated';
  let long = 0;
  for (let at = 0; at < text.length;) {
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    if (end - at > LONG_LINE) long += end - at;
    at = end + 1;
  }
  return long > text.length * MOST_LONG ? 'minified' : null;
}
