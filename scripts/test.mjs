/** `npm test`: sets up what is missing, then runs everything: types, lint, format, Mozilla's linter, unit tests, browser tests. */
import { ensureDependencies, run, runMain, say, SetupError } from './setup.mjs';
import { findChromium, findFirefox } from './browser/find-browser.mjs';
import { findShell } from './find-shell.mjs';
import { findNginx } from './host/find-nginx.mjs';
import { canUsePrivatePolicies } from './browser/private-policies.mjs';

const CHECKS = ['types', 'lint', 'format', 'lint:firefox', 'test:unit', 'test:cases', 'test:browser'];

await runMain(async () => {
  await ensureDependencies();
  for (const find of [findChromium, findFirefox]) {
    const { path, kind, policyFolder } = await find({ mayInstall: true, log: say });
    say(`${kind}: ${path}`);
    const usable =
      policyFolder === null ? { ok: false, reason: 'Linux only' } : await canUsePrivatePolicies(policyFolder);
    if (!usable.ok) {
      throw new SetupError(
        `The browser tests give each browser policies of its own, which is not possible here: ${usable.reason}`,
      );
    }
  }
  say(`nginx: ${await findNginx({ mayInstall: true, log: say })}`);
  for (const shell of /** @type {const} */ (['zsh', 'fish'])) {
    say(`${shell}: ${await findShell(shell, { mayInstall: true, log: say })}`);
  }
  await run('npm', ['run', '--silent', 'build']);
  for (const check of CHECKS) {
    say(`\n── ${check}`);
    await run('npm', ['run', '--silent', check]);
  }
  say('\nEverything passed.');
});
