import { ensureBuilt } from './build.mjs';
import { runChecks } from './check.mjs';
import { findElectron } from './launcher/find-electron.mjs';
import { runTool, say } from './launcher/say.mjs';
import { displayNeeds, electronNeeds, ensureSystemPackages, testNeeds } from './launcher/system-packages.mjs';
import { asOne, endToEndSuite, ipcSuite, rendererSuite, runNode, unitSuite } from './suites.mjs';

/** @typedef {import('./suites.mjs').Suite} Suite */

/** @type {readonly Suite[]} */
const suites = [
  { name: 'check', run: runChecks },
  unitSuite,
  rendererSuite,
  { name: 'build', run: () => asOne(ensureBuilt) },
  ipcSuite,
  endToEndSuite,
  {
    name: 'bench, one round',
    run: () =>
      asOne(async () => {
        if ((await runNode(['tools/bench.mjs', '--rounds', '1'])) !== 0) throw new Error('The bench did not run to its end.');
      }),
  },
];

const inSeconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;

await runTool(async () => {
  ensureSystemPackages([...electronNeeds, ...displayNeeds, ...testNeeds]);
  await findElectron();
  const total = { passed: 0, failed: 0 };
  const lines = [];
  for (const { name, run } of suites) {
    say(`\n== ${name}`);
    const startedAt = performance.now();
    const { passed, failed } = await run();
    total.passed += passed;
    total.failed += failed;
    lines.push(`${name.padEnd(24)} ${inSeconds(performance.now() - startedAt).padStart(9)}   ${passed} passed, ${failed} failed`);
  }
  say(`\n${lines.join('\n')}\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
});
