/** `npm test`: sets up what is missing, then runs everything: types, lint, format, Mozilla's linter, unit tests, browser tests. */
import { ensureDependencies, run, runBeside, runMain, say, SetupError } from './setup.mjs';
import { findChromium, findFirefox } from './browser/find-browser.mjs';
import { findShell } from './find-shell.mjs';
import { findNginx } from './host/find-nginx.mjs';
import { canUsePrivatePolicies } from './browser/private-policies.mjs';

/** The lanes run beside each other, since none of these uses more than one processor. */
const LANES = [['lint'], ['types', 'format', 'lint:firefox']];
const SUITES = ['test:unit', 'test:cases', 'test:browser'];

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
  /** @type {unknown[]} */
  const failures = [];
  const note = (/** @type {unknown} */ error) => failures.push(error);
  await Promise.all(
    LANES.map(async (checks) => {
      for (const check of checks) await runBeside('npm', ['run', '--silent', check], check).catch(note);
    }),
  );
  for (const suite of SUITES) {
    say(`\n── ${suite}`);
    await run('npm', ['run', '--silent', suite]).catch(note);
  }
  // All of it has run: who mends one failure does not wait for the next.
  if (failures.length > 0)
    throw new SetupError(failures.map((each) => (each instanceof Error ? each.message : String(each))).join('\n'));
  say('\nEverything passed.');
});
