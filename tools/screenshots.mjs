import { ensureBuilt } from './build.mjs';
import { runTour } from './demo/tour.mjs';
import { findElectron } from './launcher/find-electron.mjs';
import { runTool } from './launcher/say.mjs';
import { displayNeeds, electronNeeds, ensureSystemPackages } from './launcher/system-packages.mjs';

// Pictures of every screen in both themes and two sizes: the README's into docs/screenshots, all others into out/screenshots.
await runTool(async () => {
  ensureSystemPackages([...electronNeeds, ...displayNeeds]);
  const electron = await findElectron();
  await ensureBuilt();
  return runTour(electron, { name: 'screenshots' });
});
