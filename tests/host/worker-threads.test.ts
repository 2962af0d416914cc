import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BridgeEvent } from '../../core/bridge/contract.ts';
import { ledgerIndexSchema } from '../../core/pack/parts.ts';
import { compileInWorker } from '../../host/compile/worker-compile.ts';
import { LedgerDesk } from '../../host/ledger/ledger-desk.ts';
import { ledgerInThread } from '../../host/ledger/ledger-port.ts';
import { ledgerInWorker } from '../../host/ledger/worker-ledger.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { readManifest, writeWorld } from '../../host/worlds/world-folder.ts';
import { buildProgram } from '../support/build-program.ts';
import { driftwoodText } from '../support/compiled-driftwood.ts';
import { smallScenario, smallWorld } from '../support/small-exercise.ts';
import { refusal, startTestHost, temporaryFolder, value } from '../support/test-host.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const asOfMs = 8_640_000_000_000_000;

describe('the ledger in a worker thread', () => {
  let workerUrl: URL;
  const world = join(folder.path, 'world');
  const key = smallWorld().manifest.worldKey;
  beforeAll(async () => {
    workerUrl = pathToFileURL(await buildProgram('ledger-worker', 'host/ledger-worker.ts'));
    await writeWorld(smallWorld(), world);
  });

  test('[BR12] answers as the desk in the own thread does; errors cross with code and subject', async () => {
    const worker = ledgerInWorker(workerUrl);
    const own = ledgerInThread(new LedgerDesk());
    for (const ledger of [worker, own]) await ledger.open(key, world);
    const search = { asOfMs, text: 'bc1', limit: 20 };
    const found = await worker.ask(key, 'search', search);
    expect(found).toEqual(await own.ask(key, 'search', search));
    const nodes = found.hits.map((hit) => hit.node);
    expect(await worker.ask(key, 'subgraph', { asOfMs, nodes })).toEqual(await own.ask(key, 'subgraph', { asOfMs, nodes }));
    const unknown = { asOfMs, txid: 'f'.repeat(64) };
    await expect(worker.ask(key, 'transaction', unknown)).rejects.toMatchObject({
      code: 'trace/unknown-transaction',
      subject: unknown.txid,
    });
    await expect(worker.ask('b'.repeat(64), 'transaction', unknown)).rejects.toMatchObject({ code: 'ledger/not-open' });
    await expect(worker.open('c'.repeat(64), join(folder.path, 'nowhere'))).rejects.toMatchObject({ code: 'world/absent' });
    await worker.close();
  });

  test('[BR12] a worker that died is started again by the next question', async () => {
    const ledger = ledgerInWorker(workerUrl);
    await ledger.open(key, world);
    const query = { asOfMs, text: 'bc1', limit: 3 };
    const before = await ledger.ask(key, 'search', query);
    await ledger.close();
    expect(await ledger.ask(key, 'search', query)).toEqual(before);
    await ledger.close();
  });

  test('[BR12] a ledger that is not what it was is refused when it is opened', async () => {
    const [chunk] = ledgerIndexSchema.parse(JSON.parse(new TextDecoder().decode(smallWorld().files.get('ledger/ledger.json')))).chunks;
    const path = `ledger/${chunk?.file ?? ''}`;
    const bytes = smallWorld().files.get(path) ?? new Uint8Array();
    const files = new Map(smallWorld().files).set(path, bytes.with(100, (bytes[100] ?? 0) ^ 1));
    const damaged = join(folder.path, 'damaged');
    await writeWorld({ files }, damaged);
    await expect(new LedgerDesk().open(key, damaged)).rejects.toMatchObject({ code: 'world/damaged', subject: path });
    await writeWorld(
      { files: new Map([...smallWorld().files].filter(([name]) => name !== 'registers.json')) },
      join(folder.path, 'partial'),
    );
    await expect(new LedgerDesk().open(key, join(folder.path, 'partial'))).rejects.toMatchObject({
      code: 'world/damaged',
      subject: 'registers.json',
    });
  });
});

describe('compiling in a worker thread', () => {
  let workerUrl: URL;
  beforeAll(async () => {
    workerUrl = pathToFileURL(await buildProgram('compile-worker', 'host/compile-worker.ts'));
  });
  const task = (name: string, text: string) => ({
    text,
    fileName: `${name}.yaml`,
    seed: '1',
    media: new Map(),
    folder: join(folder.path, name),
  });

  test('[BR12] the world is the one compiled in the own thread, and progress is told', async () => {
    const phases = new Set<string>();
    const { outcome } = compileInWorker(workerUrl)(task('good', smallScenario()), ({ phase }) => void phases.add(phase));
    expect(await outcome).toEqual({ isDone: true });
    expect(phases).toEqual(new Set(['read', 'simulate', 'write']));
    expect(await readManifest(join(folder.path, 'good'))).toEqual(smallWorld().manifest);
  });

  test('[BR9] a broken source comes back as problems with their place, and nothing is left behind', async () => {
    const { outcome } = compileInWorker(workerUrl)(task('bad', smallScenario({ title: 7 })), () => {});
    expect(await outcome).toMatchObject({ isDone: false, isCancelled: false, problems: [{ line: expect.any(Number), path: 'title' }] });
    expect(existsSync(join(folder.path, 'bad'))).toBe(false);
  });

  test('[BR9] cancelling ends the thread at once and leaves nothing behind', async () => {
    const running = compileInWorker(workerUrl)(task('stopped', smallScenario()), () => running.cancel());
    expect(await running.outcome).toEqual({ isDone: false, isCancelled: true, problems: [] });
    expect(existsSync(join(folder.path, 'stopped'))).toBe(false);
  });

  test('[BR9] over the contract: cancelled while it compiles, the library stays as it was; another session cannot cancel it', async () => {
    const kept = join(folder.path, 'data', 'worlds');
    mkdirSync(join(kept, 'draft-999999999-left'), { recursive: true });
    const host = await startTestHost({ folder: folder.path, worlds: [], compile: compileInWorker(workerUrl) });
    const [own, other] = [connectInProcess(host.server, 'trainee'), connectInProcess(host.server, 'trainee')];
    const outcome = new Promise<BridgeEvent>((resolve) => {
      own.onEvent((event) => {
        if (event.type === 'import.progress') {
          void refusal(other, 'library.cancelImport', { jobId: event.jobId }).then(async (code) => {
            foreign.push(code);
            await own.call('library.cancelImport', { jobId: event.jobId });
          });
        } else resolve(event);
      });
    });
    const foreign: (string | null)[] = [];
    const { jobId } = await value(own, 'library.importText', { name: 'long.yaml', text: driftwoodText() });
    expect(await outcome).toMatchObject({ type: 'import.failed', jobId, isCancelled: true });
    expect(foreign[0]).toBe('import/unknown-job');
    expect((await value(own, 'library.list', { traineeId: 'x', language: 'en' })).cards).toEqual([]);
    expect(readdirSync(kept)).toEqual([]);
    await host.close();
  });
});
