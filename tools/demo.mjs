import { resolve } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { playDemo } from './demo/play-demo.mjs';
import { findElectron } from './launcher/find-electron.mjs';
import { runTool } from './launcher/say.mjs';
import { displayNeeds, electronNeeds, ensureSystemPackages } from './launcher/system-packages.mjs';

// The ideal investigation in the real window on a virtual display. A word is the folder for the pictures; without one, out/demo.
await runTool(async () => {
  ensureSystemPackages([...electronNeeds, ...displayNeeds]);
  const electron = await findElectron();
  await ensureBuilt();
  const [folder] = process.argv.slice(2);
  return playDemo(electron, folder === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? process.cwd(), folder));
});
