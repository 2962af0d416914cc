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
import { openSqlite } from '../../host/store/sqlite-db.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { buildProgram } from '../support/build-program.ts';
import { smallWorld } from '../support/small-exercise.ts';
import { LogClock, workSteadily } from '../support/steady-trainee.ts';
import { openNew, refusal, startTestHost, temporaryFolder, value } from '../support/test-host.ts';

const killPoints = 200;

const lineSchema = z.union([
  z.strictObject({ refused: z.string() }),
  z.strictObject({ open: z.int() }),
  z.strictObject({ seq: z.int(), hash: z.string() }),
]);
type Line = z.infer<typeof lineSchema>;

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
  const folder = temporaryFolder();
  const copy = `${folder.path}-copy`;
  afterAll(() => {
    folder.remove();
    rmSync(copy, { recursive: true, force: true });
  });

  test(`[ST7] at ${killPoints} points while appending: nothing acknowledged is lost, the log is whole, and the attempt goes on as if undisturbed`, async () => {
    const host = await startTestHost({ folder: folder.path, worlds: [smallWorld()] });
    const transport = connectInProcess(host.server, 'trainee');
    const { attemptId, entries: begun } = await openNew(transport);
    await value(transport, 'attempt.close', { attemptId });
    await host.close();
    cpSync(folder.path, copy, { recursive: true });
    const registry = new Registry(openSqlite(join(folder.path, 'data', 'ariadne.db')));
    const file = join(folder.path, 'data', 'attempts', `${attemptId}.db`);
    const dice = new SeededRandom('kill points');
    let before: Entry[] = begun;
    for (let point = 0; point < killPoints; point += 1) {
      const after = 1 + dice.below(12);
      const delayMs = dice.below(8) / 2;
      const acknowledged: { seq: number; hash: string }[] = [];
      const { signal } = await run(['work', folder.path, attemptId], (line, child) => {
        if ('refused' in line) expect.fail(`point ${point}: ${line.refused}`);
        if (!('seq' in line)) return;
        acknowledged.push(line);
        if (acknowledged.length === after) setTimeout(() => child.kill('SIGKILL'), delayMs);
      });
      expect(signal).toBe('SIGKILL');
      const stored = readStoredLog(file);
      expect(verifyLog(stored, registry.head(attemptId) ?? undefined)).toEqual([]);
      expect(acknowledged.filter(({ seq, hash }) => stored[seq]?.hash !== hash)).toEqual([]);
      expect(stored.slice(0, before.length)).toEqual(before);
      before = stored;
    }
    registry.close();
    expect(before.length).toBeGreaterThan(begun.length + killPoints);
    expect(before).toEqual(await undisturbed(attemptId, before.length));
  }, 600_000);

  /** What the same trainee writes when nobody kills the program, from a copy of the beginning. */
  async function undisturbed(attemptId: string, length: number): Promise<readonly Entry[]> {
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
      void Promise.all([open(), state()]).then((what) => {
        seen.push(...what);
        child.kill('SIGKILL');
      });
    });
    expect({ signal, seen }).toEqual({ signal: 'SIGKILL', seen: ['attempt/locked', 'locked'] });
    expect(await state()).toBe('under-way');
    expect(await open()).toBeNull();
    await host.close();
  });
});
