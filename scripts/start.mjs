/**
 * `npm start`: the product's main job for real, on this machine alone. Sets up what is missing, publishes the
 * demonstration policy on loopback and starts a browser with the extension; with a display the window is the user's,
 * without one the journey is walked and shown step by step.
 */
import { ensureDependencies, runMain } from './setup.mjs';

await runMain(async () => {
  await ensureDependencies();
  // Only now, since it needs the dependencies.
  const { demonstrate } = await import('./demonstration/demonstrate.mjs');
  await demonstrate({
    headless: process.argv.includes('--headless') || !hasDisplay(),
    builtIn: process.argv.includes('--built-in'),
  });
});

function hasDisplay() {
  if (process.platform !== 'linux') return process.env['CI'] === undefined;
  return ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => Boolean(process.env[name]));
}
