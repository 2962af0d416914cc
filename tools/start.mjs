import { ensureBuilt } from './build.mjs';
import { findElectron } from './launcher/find-electron.mjs';
import { runElectron } from './launcher/run-electron.mjs';
import { runTool, say } from './launcher/say.mjs';
import { displayNeeds, electronNeeds, ensureSystemPackages } from './launcher/system-packages.mjs';

const hasDisplay = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) || process.platform !== 'linux';

await runTool(async () => {
  ensureSystemPackages(hasDisplay ? electronNeeds : [...electronNeeds, ...displayNeeds]);
  const electron = await findElectron();
  await ensureBuilt();
  if (!hasDisplay) {
    say('There is no display here (DISPLAY and WAYLAND_DISPLAY are empty): running npm run demo instead.');
    const { playDemo } = await import('./demo/play-demo.mjs');
    return playDemo(electron);
  }
  // npm changes into the project; a scenario path is meant from where the person stands.
  return runElectron(electron, { words: process.argv.slice(2), cwd: process.env['INIT_CWD'] ?? process.cwd(), env: process.env });
});
