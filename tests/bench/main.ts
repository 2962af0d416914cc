import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileScenario } from '../../core/pack/compile-scenario.ts';
import { writeWorld } from '../../host/worlds/world-folder.ts';
import { questions } from './asking.ts';
import { readScenario } from './compiling.ts';
import { inFreshProcess } from './fresh-process.ts';
import { changeErrors, clusterError } from './heuristic-error.ts';
import { type Comparison, compare, compareWithAll } from './measure.ts';
import { readWorld } from './read-world.ts';
import { errorTableOf, tableOf } from './report.ts';

/** `main [--rounds N]`, from the project's root. The table goes to standard error, JSON to standard output. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
/** Far above what was ever seen, so that only a change of kind fails, on any machine. */
const ceilings: Readonly<Record<string, number>> = {
  // Its floor is a few dozen milliseconds, which one busy moment multiplies.
  open: 1500,
  'open-peer': 4,
  compile: 4,
  'compile-bare': 8,
  'ask.expand-address': 50,
  'ask.expand-transaction': 50,
};
const rounds = Number(values.rounds);
const scenario = join(process.cwd(), 'scenarios', 'driftwood');
const folder = await mkdtemp(join(tmpdir(), 'ariadne-bench-'));
try {
  const world = join(folder, 'world');
  await writeWorld(compileScenario(await readScenario(scenario, '1')), world);
  const comparisons: Comparison[] = [];
  comparisons.push(
    ...(await compareWithAll(
      ['read, check, parse and index Driftwood', inFreshProcess('open', world)],
      [
        { id: 'open', floor: ['read and SHA-256 of the same files', inFreshProcess('read-and-hash', world)] },
        { id: 'open-peer', floor: ['the same blocks read with bitcoinjs-lib, no index', inFreshProcess('parse-with-library', world)] },
      ],
      rounds,
    )),
    ...(await compareWithAll(
      ['cold compile of Driftwood', inFreshProcess('compile', scenario)],
      [
        {
          id: 'compile',
          floor: ['its keys, signatures and serialisation with @scure/btc-signer', inFreshProcess('sign-with-library', world)],
          aim: 1.5,
        },
        { id: 'compile-bare', floor: ['its keys and signatures on the bare curve, and the encoder', inFreshProcess('sign-bare', world)] },
      ],
      Math.min(rounds, 3),
    )),
  );
  const { blocks, tags, control } = await readWorld(world);
  for (const draft of questions(blocks, tags)) comparisons.push(await compare(draft, rounds * 4));
  const change = changeErrors(blocks, control);
  const cluster = clusterError(blocks, control);
  const slow = comparisons.filter(({ id, ratio }) => ratio > (ceilings[id] ?? Infinity));
  process.stderr.write(`${tableOf(comparisons)}\n\n${errorTableOf(change, cluster)}\n`);
  process.stdout.write(`${JSON.stringify({ comparisons, change, cluster }, null, 2)}\n`);
  for (const { id, ratio } of slow)
    process.stderr.write(`${id}: ${ratio.toFixed(1)} times its floor; ${ceilings[id]} is the most that is let pass\n`);
  process.exitCode = slow.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
