/** The steps of the instructions that differ from system to system. */
import { omaUriRows } from './admx.js';
import type { InstructionFacts } from './instructions.js';
import { profileIdentifier } from './mobileconfig.js';
import { settingsCatalog } from './settings-catalog.js';
import type { Settings } from './settings.js';
import { PLACES } from './targets.js';

export function installSteps({ settings, system, policyFile, address }: InstructionFacts): string[] {
  const { browser, extensionId } = settings;
  const { linuxFolders, title } = PLACES[browser];
  switch (system) {
    case 'linux':
      return [
        `As root, run \`sh install.sh\`. It puts \`${policyFile}\` into ${named(linuxFolders)}, and stops if another file is in its way.${browser === 'chromium' ? UBUNTU : ''}`,
      ];
    case 'windows':
      return [
        'As administrator, run `powershell -ExecutionPolicy Bypass -File install.ps1`. It leaves alone what other products set. (`gatepost.reg` does the same on a machine where nothing else is set: it **replaces** `ExtensionSettings` and lists as a whole.)',
        'For many machines, Group Policy: in the editor of a policy object open Computer Configuration, Preferences, Windows Settings, Registry, copy `Registry.xml` in File Explorer and paste it there. Each item sets one value and replaces what was there, `ExtensionSettings` too; entries of a list replace those with the same number. An item that you delete leaves its value on the machines: when a new file no longer has it, set its action to Delete first. `registry-values.csv` lists the same values to read.',
        'Or in Intune a remediation (Devices, Scripts and remediations) with `detect.ps1` as its detection script and `install.ps1` as its remediation script, run as the system account in 64-bit PowerShell. Intune runs it again on each schedule, so changed settings are restored. `install.ps1` as a platform script runs once.',
        omaUriStep(settings),
        ...catalogSteps(settings),
        ...(browser === 'firefox'
          ? [`Instead of the registry, \`policies.json\` can lie in the folder \`distribution\` beside firefox.exe.`]
          : []),
        ...consoleSteps(settings.browser),
      ];
    case 'macos':
      return [
        `For a trial, open \`gatepost.mobileconfig\` and confirm it in System Settings, General, Device Management. For more machines, upload it to your device management, as a custom profile for the device (not the user).`,
        ...(browser === 'firefox'
          ? ['Instead of a profile, `policies.json` can lie in `Firefox.app/Contents/Resources/distribution`.']
          : []),
        ...consoleSteps(settings.browser),
      ];
    case 'chromeos':
      return [
        `In the Google Admin console, open Devices, Chrome, Apps & extensions, Users & browsers, choose the organisational unit of the test account, and add an extension by its id: ${extensionId}, from a custom URL: ${address}`,
        'Set its installation policy to "Force install + pin", and put the content of `google-admin.json` under "Policy for extensions".',
        `Set the policies of \`google-admin-policies.json\` under Devices, Chrome, Settings. It lists names and values of ${title}'s own policies; \`ExtensionSettings\` is not among them, the console writes it.`,
      ];
  }
}

/** The way of device management, which takes the values back when the profile is withdrawn. */
function omaUriStep(settings: Settings): string {
  const { template, values } = omaUriRows(settings);
  const edge =
    settings.browser === 'edge'
      ? " Windows lets such templates write to few keys of Microsoft's own; try this on one machine first, and take `install.ps1` where it is refused."
      : '';
  return (
    'Or in Intune a custom profile (Devices, Configuration, Windows 10 and later, Templates, Custom) of two rows, both of type String: ' +
    `\`${template.uri}\` with the content of \`gatepost.admx\`, and \`${values.uri}\` with the content of \`intune-settings.xml\`. ` +
    `Other device management takes both from \`oma-uri.xml\`. When the profile is withdrawn, Windows takes the values back.${edge}`
  );
}

function catalogSteps(settings: Settings): string[] {
  const catalog = settingsCatalog(settings);
  if (catalog === null) return [];
  const rest = [...catalog.missing.map((name) => `\`${name}\``), "the extension's configuration"].join(', ');
  return [
    'Or in Intune a profile of the settings catalogue (Devices, Configuration, Create, Import policy) from `settings-catalog.json`. ' +
      '**Not tried in Intune**: its form was read in an exported profile. ' +
      `It sets ${catalog.included.map((name) => `\`${name}\``).join(', ')}. The rest (${rest}) has no place there that is known: ` +
      'deliver `detect.ps1` with `install.ps1` beside it, which set the same values and this rest. If a profile of yours sets ' +
      '`ExtensionSettings` already, import nothing, and put our entry into that profile: two profiles that differ in it are a conflict.',
  ];
}

export function removalSteps(facts: InstructionFacts): string[] {
  const last =
    facts.settings.browser === 'firefox'
      ? 'Firefox keeps an add-on whose policy is gone. So what you deliver now forbids it, and Firefox removes it when it starts again. Once every machine has done so, take that away too.'
      : 'The extension disappears when the browser reloads its policies, at the latest at its next start.';
  return [
    'Run `gatepost deploy` as before with `--uninstall`. What was there with the same value for another reason goes too: compare "What is set" below.',
    ...deliverySteps(facts),
    last,
  ];
}

function deliverySteps({ settings, system, policyFile }: InstructionFacts): string[] {
  switch (system) {
    case 'linux':
      return [
        `As root, run \`sh uninstall.sh\`. It takes \`${policyFile}\` out of ${named(PLACES[settings.browser].linuxFolders)}, or puts what is left in its place.`,
      ];
    case 'windows':
      return [
        'As administrator, run `powershell -ExecutionPolicy Bypass -File uninstall.ps1`, the way that `install.ps1` was run. If you used a custom profile of Intune, withdraw that instead; if you imported a profile of the settings catalogue, withdraw it too; if you used a remediation, delete it first, or it reinstalls the settings. In Group Policy, delete the old items and paste the new `Registry.xml`, which deletes their values, if it was made with the same options.',
      ];
    case 'macos':
      return settings.browser === 'firefox'
        ? ['Replace the profile by the new `gatepost.mobileconfig`: it has the same identifier.']
        : [
            `Withdraw the profile \`${profileIdentifier(settings)}\` in your device management, or remove it in System Settings.`,
          ];
    case 'chromeos':
      return [
        'In the Google Admin console, remove the extension from the organisational unit, and reset the policies that you set.',
      ];
  }
}

function consoleSteps(browser: string): string[] {
  if (browser !== 'chrome') return [];
  return [
    'With Chrome Enterprise Core (cloud management) none of these files is needed: add the extension in the Google Admin console by its id and the custom URL, and paste `google-admin.json` as its policy.',
  ];
}

const UBUNTU = " The second folder is the one that Ubuntu's Chromium, a snap, reads.";

function named(folders: readonly string[]): string {
  return folders.map((folder) => `\`${folder}\``).join(' and ');
}
