import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../launcher/project-root.mjs';
import { say } from '../launcher/say.mjs';
import { runTour } from './tour.mjs';

/** @typedef {import('../launcher/find-electron.mjs').FoundElectron} FoundElectron */

/**
 * Plays the ideal investigation of Driftwood in the real window on a virtual display. Pictures go to `folder`; the last line on standard
 * output is the score.
 * @param {FoundElectron} electron @param {string} [folder] absolute
 * @returns {Promise<number>} exit code
 */
export async function playDemo(electron, folder = join(projectRoot, 'out', 'demo')) {
  say(`Playing the ideal investigation of Operation Driftwood in the real window. This takes some minutes; pictures go to ${folder}`);
  const code = await runTour(electron, { name: 'demo', env: { ARIADNE_DEMO_FOLDER: folder } });
  if (code !== 0) return code;
  const { score, pictures } = JSON.parse(readFileSync(join(folder, 'score.json'), 'utf8'));
  process.stdout.write(`${pictures} pictures in ${folder}\n`);
  process.stdout.write(`Score: ${score.points} of ${score.max} points, ${score.percent} %\n`);
  return 0;
}
