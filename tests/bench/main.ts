import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileScenario } from '../../core/pack/compile-scenario.ts';
import { writeWorld } from '../../host/worlds/world-folder.ts';
import { questions } from './asking.ts';
import { readScenario } from './compiling.ts';
import { inFreshProcess } from './fresh-process.ts';
import { type Comparison, compare } from './measure.ts';
import { readWorld } from './read-world.ts';
import { tableOf } from './report.ts';

/** `main [--rounds N]`, from the project's root. The table goes to standard error, JSON to standard output. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const scenario = join(process.cwd(), 'scenarios', 'driftwood');
const folder = await mkdtemp(join(tmpdir(), 'ariadne-bench-'));
try {
  const world = join(folder, 'world');
  await writeWorld(compileScenario(await readScenario(scenario, '1')), world);
  const comparisons: Comparison[] = [];
  comparisons.push(
    await compare(
      {
        id: 'open',
        ours: ['read, check, parse and index Driftwood', inFreshProcess('open', world)],
        floor: ['read and SHA-256 of the same files', inFreshProcess('read-and-hash', world)],
      },
      rounds,
    ),
    await compare(
      {
        id: 'compile',
        ours: ['cold compile of Driftwood', inFreshProcess('compile', scenario)],
        floor: ['its keys, signatures and serialisation with @scure/btc-signer', inFreshProcess('sign-with-library', world)],
        aim: 1.5,
      },
      Math.min(rounds, 3),
    ),
    await compare(
      {
        id: 'compile-bare',
        ours: ['cold compile of Driftwood', inFreshProcess('compile', scenario)],
        floor: ['its keys and signatures on the bare curve, and the encoder', inFreshProcess('sign-bare', world)],
        aim: 1.5,
      },
      Math.min(rounds, 3),
    ),
  );
  const { blocks, tags } = await readWorld(world);
  for (const draft of questions(blocks, tags)) comparisons.push(await compare(draft, rounds * 4));
  process.stderr.write(`${tableOf(comparisons)}\n`);
  process.stdout.write(`${JSON.stringify({ comparisons }, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
