import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Entry } from '../../core/case/entry.ts';
import { verifyLog } from '../../core/case/verify-log.ts';
import { SeededRandom } from '../../host/play/seeded-random.ts';
import { readStoredLog } from '../../host/store/attempt-log.ts';
import { Registry } from '../../host/store/registry.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { buildProgram } from '../support/build-program.ts';
import { smallWorld } from '../support/small-exercise.ts';
import { LogClock, workSteadily } from '../support/steady-trainee.ts';
import { openNew, refusal, startTestHost, temporaryFolder, value } from '../support/test-host.ts';

const killPoints = 200;
/** Attempts killed side by side, each in a data folder of its own. */
const lanes = 4;

const lineSchema = z.union([
  z.strictObject({ refused: z.string() }),
  z.strictObject({ open: z.int() }),
  z.strictObject({ seq: z.int(), hash: z.string() }),
]);
type Line = z.infer<typeof lineSchema>;
type Committed = Extract<Line, { seq: number }>;

let program: string;
beforeAll(async () => {
  program = await buildProgram('host-program', 'tests/support/host-program.ts');
});

/** Starts the program; `onLine` gets what it tells. Resolves when it has ended. */
function run(words: readonly string[], onLine: (line: Line, child: ChildProcess) => void): Promise<{ signal: string | null }> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  // A line cut off by the kill is no acknowledgement.
  lines.on('line', (text) => {
    if (text.endsWith('}')) onLine(lineSchema.parse(JSON.parse(text)), child);
  });
  return new Promise((resolve) => child.on('close', (_code, signal) => resolve({ signal })));
}

describe('a host that is killed', () => {
  const folders = Array.from({ length: lanes }, () => temporaryFolder());
  afterAll(() => {
    for (const { path, remove } of folders) {
      remove();
      rmSync(`${path}-copy`, { recursive: true, force: true });
    }
  });

  test(`[ST7] at ${killPoints} points while appending: nothing acknowledged is lost, the log is whole, and the attempt goes on as if undisturbed`, async () => {
    const kills = await Promise.all(folders.map(({ path }, lane) => killAgainAndAgain(path, new SeededRandom(`kill points ${lane}`))));
    expect(kills.reduce((sum, count) => sum + count, 0)).toBe(killPoints);
  }, 1_200_000);

  /** One attempt, killed and taken up again; returns how often. */
  async function killAgainAndAgain(folder: string, dice: SeededRandom): Promise<number> {
    const host = await startTestHost({ folder, worlds: [smallWorld()] });
    const transport = connectInProcess(host.server, 'trainee');
    const { attemptId, entries: begun } = await openNew(transport);
    await value(transport, 'attempt.close', { attemptId });
    await host.close();
    cpSync(folder, `${folder}-copy`, { recursive: true });
    const registry = Registry.open(join(folder, 'data', 'ariadne.db'));
    let before: Entry[] = begun;
    let kills = 0;
    for (; kills < killPoints / lanes; kills += 1) {
      const acknowledged = await killOnce(folder, attemptId, { after: 1 + dice.below(12), delayMs: dice.below(8) / 2 });
      const stored = readStoredLog(join(folder, 'data', 'attempts', `${attemptId}.db`));
      expect(verifyLog(stored, registry.head(attemptId) ?? undefined)).toEqual([]);
      expect(acknowledged.filter(({ seq, hash }) => stored[seq]?.hash !== hash)).toEqual([]);
      expect(stored.slice(0, before.length)).toEqual(before);
      before = stored;
    }
    registry.close();
    expect(before.length).toBeGreaterThan(begun.length + kills);
    expect(before).toEqual(await undisturbed(`${folder}-copy`, { attemptId, length: before.length }));
    return kills;
  }

  async function killOnce(folder: string, attemptId: string, at: { after: number; delayMs: number }): Promise<Committed[]> {
    const acknowledged: Committed[] = [];
    const refused: string[] = [];
    const { signal } = await run(['work', folder, attemptId], (line, child) => {
      if ('refused' in line) refused.push(line.refused);
      if (!('seq' in line)) return;
      acknowledged.push(line);
      if (acknowledged.length === at.after) setTimeout(() => child.kill('SIGKILL'), at.delayMs);
    });
    expect({ signal, refused }).toEqual({ signal: 'SIGKILL', refused: [] });
    return acknowledged;
  }

  /** What the same trainee writes when nobody kills the program, from a copy of the beginning. */
  async function undisturbed(copy: string, { attemptId, length }: { attemptId: string; length: number }): Promise<readonly Entry[]> {
    const clock = new LogClock();
    const host = await startTestHost({ folder: copy, worlds: [], now: clock.now });
    const transport = connectInProcess(host.server, 'trainee');
    const { entries } = await value(transport, 'attempt.open', { attemptId, language: 'en' });
    await workSteadily(transport, { attemptId, entries, clock }, ({ seq }) => seq >= length - 1);
    const all = await value(transport, 'attempt.entries', { attemptId, afterSeq: -1 });
    await host.close();
    return all.entries.slice(0, length);
  }
});

describe('two programs', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test('[ST8] an attempt open in one program is refused in another, also as seen in its library, until that one ends, by kill -9 as well', async () => {
    const host = await startTestHost({ folder: folder.path, worlds: [smallWorld()] });
    const transport = connectInProcess(host.server, 'trainee');
    const { attemptId, traineeId } = await openNew(transport);
    const open = () => refusal(transport, 'attempt.open', { attemptId, language: 'en' });
    const state = async () => (await value(transport, 'library.list', { traineeId, language: 'en' })).cards[0]?.attempts[0]?.state;

    const refused: Line[] = [];
    await run(['hold', folder.path, attemptId], (line) => void refused.push(line));
    expect(refused).toEqual([{ refused: 'attempt/locked' }]);
    expect(await state()).toBe('under-way');

    await value(transport, 'attempt.close', { attemptId });
    const seen: (string | null | undefined)[] = [];
    const { signal } = await run(['hold', folder.path, attemptId], (line, child) => {
      expect(line).toHaveProperty('open');
      void (async () => {
        seen.push(await open(), await state());
        child.kill('SIGKILL');
      })();
    });
    expect({ signal, seen }).toEqual({ signal: 'SIGKILL', seen: ['attempt/locked', 'locked'] });
    expect(await state()).toBe('under-way');
    expect(await open()).toBeNull();
    await host.close();
  });
});
