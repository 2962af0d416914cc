import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, type Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BridgeEvent } from '../../core/bridge/contract.ts';
import { AppError } from '../../core/errors.ts';
import { compileScenario } from '../../core/pack/compile-scenario.ts';
import { ledgerIndexSchema } from '../../core/pack/parts.ts';
import { compileInThread } from '../../host/compile/compile-into.ts';
import type { CompilePort } from '../../host/compile/compile-port.ts';
import { compileInWorker } from '../../host/compile/worker-compile.ts';
import { LedgerDesk } from '../../host/ledger/ledger-desk.ts';
import { ledgerInThread } from '../../host/ledger/ledger-port.ts';
import { ledgerInWorker } from '../../host/ledger/worker-ledger.ts';
import { serveThread } from '../../host/threads/serve-thread.ts';
import { ThreadClient } from '../../host/threads/thread-client.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { readManifest, writeWorld } from '../../host/worlds/world-folder.ts';
import { buildProgram } from '../support/build-program.ts';
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

  test('[BR12] questions that a worker dies of are refused; the next one starts it again with the ledgers that were open', async () => {
    const ledger = ledgerInWorker(pathToFileURL(await buildProgram('mortal-ledger-program', 'tests/support/mortal-ledger-program.ts')));
    await ledger.open(key, world);
    const query = { asOfMs, text: 'bc1', limit: 3 };
    const before = await ledger.ask(key, 'search', query);
    for (const round of [1, 2]) {
      const deadly = () => ledger.ask(key, 'search', { ...query, text: 'deadly' });
      const refused = await Promise.allSettled([deadly(), deadly()]);
      const ended = { status: 'rejected', reason: { code: 'thread/ended' } };
      expect([round, refused]).toMatchObject([round, [ended, ended]]);
      expect([round, await ledger.ask(key, 'search', query)]).toEqual([round, before]);
    }
    await ledger.close();
  });

  test('[BR12] an error crosses between threads whole: code, message, subject and details', async () => {
    const { port1, port2 } = new MessageChannel();
    const fault = new AppError('some/fault', 'what happened', { subject: 'whom', details: { count: 3, where: 'here' } });
    serveThread(port1, {
      fail: () => {
        throw fault;
      },
    });
    const client = new ThreadClient(port2 as unknown as Worker);
    const caught = await client.ask('fail').catch((thrown: unknown) => thrown);
    expect(caught).toBeInstanceOf(AppError);
    expect((caught as AppError).toData()).toEqual(fault.toData());
    await expect(client.ask('toString')).rejects.toMatchObject({ code: 'thread/unknown-method' });
    port1.close();
  });

  test('[BR12] a ledger that is not what it was is refused when it is opened', async () => {
    const [chunk] = ledgerIndexSchema.parse(JSON.parse(new TextDecoder().decode(smallWorld().files.get('ledger/ledger.json')))).chunks;
    const path = `ledger/${chunk?.file ?? ''}`;
    const bytes = smallWorld().files.get(path) ?? new Uint8Array();
    const files = new Map(smallWorld().files).set(path, bytes.with(100, (bytes[100] ?? 0) ^ 1));
    const damaged = join(folder.path, 'damaged');
    await writeWorld({ files }, damaged);
    const desk = new LedgerDesk();
    await expect(desk.open(key, damaged)).rejects.toMatchObject({ code: 'world/damaged', subject: path });
    // Put right again, it is read anew.
    writeFileSync(join(damaged, path), bytes);
    expect((await desk.open(key, damaged).then(() => desk.ask(key, 'search', { asOfMs, text: 'bc1', limit: 3 }))).hits).toHaveLength(3);
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
    // What a thread had written before it was ended.
    mkdirSync(join(folder.path, 'stopped', 'ledger'), { recursive: true });
    const running = compileInWorker(workerUrl)(task('stopped', smallScenario()), () => running.cancel());
    expect(await running.outcome).toEqual({ isDone: false, isCancelled: true, problems: [] });
    expect(existsSync(join(folder.path, 'stopped'))).toBe(false);
  });

  test('[BR9] over the contract: cancelled while it compiles, the library stays as it was; another session cannot cancel it', async () => {
    const kept = join(folder.path, 'data', 'worlds');
    const ofRunningProgram = `draft-${process.pid}-busy`;
    for (const draft of ['draft-999999999-left', ofRunningProgram]) mkdirSync(join(kept, draft), { recursive: true });
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
    const { jobId } = await value(own, 'library.importText', { name: 'long.yaml', text: smallScenario() });
    expect(await outcome).toMatchObject({ type: 'import.failed', jobId, isCancelled: true, problems: [] });
    expect(foreign[0]).toBe('import/unknown-job');
    expect((await value(own, 'library.list', { traineeId: 'x', language: 'en' })).cards).toEqual([]);
    expect(readdirSync(kept)).toEqual([ofRunningProgram]);
    await host.close();
  });

  /** A host that has no world yet, with the outcomes of its compiles. */
  async function emptyHost(name: string) {
    const outcomes: Promise<unknown>[] = [];
    const compile: CompilePort = (of, onProgress) => {
      const running = compileInWorker(workerUrl)(of, onProgress);
      outcomes.push(running.outcome);
      return running;
    };
    const host = await startTestHost({ folder: join(folder.path, name), worlds: [], compile });
    const cards = async () =>
      (await value(connectInProcess(host.server, 'trainee'), 'library.list', { traineeId: 'x', language: 'en' })).cards;
    return { host, outcomes, cards };
  }

  const stopped = { isDone: false, isCancelled: true, problems: [] };

  test('[BR9] what a session was compiling is cancelled when the session ends', async () => {
    const { host, outcomes, cards } = await emptyHost('left');
    const own = connectInProcess(host.server, 'trainee');
    own.onEvent((event) => {
      if (event.type === 'import.progress') own.close();
    });
    await value(own, 'library.importText', { name: 'long.yaml', text: smallScenario() });
    await vi.waitFor(() => expect(host.server.sessions()).toEqual([]), 20_000);
    expect(await Promise.all(outcomes)).toEqual([stopped]);
    expect(await cards()).toEqual([]);
    await host.close();
  });

  test('[BR9] cancelled while its file is still being read, a source is not compiled', async () => {
    const { host, outcomes, cards } = await emptyHost('early');
    const file = join(folder.path, 'early.yaml');
    writeFileSync(file, smallScenario());
    const own = connectInProcess(host.server, 'trainee');
    const [session] = host.server.sessions();
    const outcome = new Promise<BridgeEvent>((resolve) => {
      own.onEvent((event) => event.type !== 'import.progress' && resolve(event));
    });
    const jobId = host.openScenario(session?.id ?? '', file) ?? '';
    await value(own, 'library.cancelImport', { jobId });
    expect(await outcome).toMatchObject({ type: 'import.failed', isCancelled: true, problems: [] });
    expect([await Promise.all(outcomes), await cards()]).toEqual([[stopped], []]);
    await host.close();
  });

  test('[BR9] four imports of a session may be under way, not five', async () => {
    const { host } = await emptyHost('many');
    const [own, other] = [connectInProcess(host.server, 'trainee'), connectInProcess(host.server, 'trainee')];
    const start = (session = own) => refusal(session, 'library.importText', { name: 'long.yaml', text: smallScenario() });
    expect(await Promise.all(Array.from({ length: 5 }, () => start()))).toEqual([null, null, null, null, 'import/too-many']);
    // Each session has its own four, and one that has come to its end makes room.
    expect(await start(other)).toBeNull();
    await vi.waitFor(async () => expect(await start()).toBeNull(), 30_000);
    await host.close();
  });

  test('[BR9] cancelled before its file turned out not to be there, an import is cancelled', async () => {
    const { host } = await emptyHost('nowhere');
    const own = connectInProcess(host.server, 'trainee');
    const outcome = new Promise<BridgeEvent>((resolve) => own.onEvent(resolve));
    const jobId = host.openScenario(host.server.sessions()[0]?.id ?? '', join(folder.path, 'nowhere.yaml')) ?? '';
    await value(own, 'library.cancelImport', { jobId });
    expect(await outcome).toMatchObject({ type: 'import.failed', jobId, isCancelled: true });
    await host.close();
  });

  test('[BR9] cancelling in the own thread says so and leaves nothing behind', async () => {
    const of = task('own', smallScenario());
    const running = compileInThread(of, () => running.cancel());
    expect(await running.outcome).toEqual(stopped);
    expect(existsSync(of.folder)).toBe(false);
  });

  test('[BR9] a changed copy of a shipped scenario stands beside it, under a name of its own', async () => {
    const id = 'a'.repeat(48);
    const world = compileScenario({ text: smallScenario({ id }), fileName: 'long.yaml', seed: '1', media: new Map() });
    const host = await startTestHost({ folder: join(folder.path, 'long'), worlds: [world] });
    const [own, other] = [connectInProcess(host.server, 'trainee'), connectInProcess(host.server, 'trainee')];
    const heard: string[] = [];
    other.onEvent((event) => heard.push(event.type));
    const done = new Promise<BridgeEvent>((resolve) => {
      own.onEvent((event) => event.type === 'import.done' && resolve(event));
    });
    await value(own, 'library.importText', { name: 'copy.yaml', text: smallScenario({ id, title: 'Another title' }) });
    expect(await done).toMatchObject({ scenarioId: `${id}-opened` });
    const { cards } = await value(other, 'library.list', { traineeId: 'x', language: 'en' });
    expect(cards.map((card) => [card.scenarioId, card.origin])).toEqual([
      [id, 'shipped'],
      [`${id}-opened`, 'opened'],
    ]);
    // Every session hears that the library has changed, and nothing else of it.
    await vi.waitFor(() => expect(heard).toEqual(['library.changed']));
    await host.close();
  });

  test('[BR9] a world that cannot be written whole is not left behind, in the own thread as in a worker', async () => {
    for (const compile of [compileInThread, compileInWorker(workerUrl)]) {
      const of = task('half', smallScenario());
      mkdirSync(join(of.folder, 'truth.json'), { recursive: true });
      expect(await compile(of, () => {}).outcome).toMatchObject({ isDone: false, isCancelled: false, problems: [{ line: null }] });
      expect(existsSync(of.folder)).toBe(false);
    }
  });
});
