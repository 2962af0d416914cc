import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { BridgeEvent, BridgeTransport, CallInput, CallName, CallOutput } from '../../core/bridge/contract.ts';
import { calls } from '../../core/bridge/contract.ts';
import type { StepView } from '../../core/bridge/views.ts';
import type { Answer } from '../../core/case/answer.ts';
import { canonicalJson } from '../../core/case/hash-chain.ts';
import { addressNode, txNode } from '../../core/ids.ts';
import { type CompiledWorld, type TruthPart, truthPartSchema } from '../../core/pack/parts.ts';
import type { Host } from '../../host/create-host.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { smallWorld } from '../support/small-exercise.ts';
import { startTestHost, temporaryFolder } from '../support/test-host.ts';

/**
 * Every text of the truth part carries a marker that names its place; every answer in it is one that nobody can find by looking.
 * Whatever comes over the bridge is searched for markers.
 */
const marker = (place: string): string => `MARKER<${place}>`;
const markersIn = (text: string): string[] => [...new Set([...text.matchAll(/MARKER<([^>]*)>/g)].map((match) => match[1] ?? ''))].sort();

const markedTxid = (n: number): string => `feed${String(n).padStart(4, '0')}`.repeat(8);
const markedAddress = (n: number): string => `1MARKED${String(n).padStart(3, '0')}${'x'.repeat(20)}`;
const hiddenIds = /feed\d{4}|1MARKED\d{3}/g;

function withMarkers(truth: TruthPart): TruthPart {
  const stepIds = Object.keys(truth.key.steps);
  const names = Object.fromEntries(
    Object.keys(truth.names).map((name, n) => [marker(`name ${name}`), { is: 'address', address: markedAddress(n) } as const]),
  );
  return truthPartSchema.parse({
    ...truth,
    seed: marker('seed'),
    names,
    actors: truth.actors.map((actor) => ({
      id: marker(`actor id ${actor.id}`),
      name: marker(`actor ${actor.id}`),
      role: marker(`role ${actor.id}`),
    })),
    key: {
      steps: Object.fromEntries(
        Object.entries(truth.key.steps).map(([id, entry]) => {
          const n = 500 + stepIds.indexOf(id);
          return [
            id,
            {
              ...entry,
              answer: markedAnswer(entry.answer, { id, n }),
              accept: [{ kind: 'transaction', txid: markedTxid(n + 100) }],
              explanation: marker(`explanation ${id}`),
              ideal: { text: marker(`ideal ${id}`), nodes: [txNode(markedTxid(n + 200))] },
            },
          ];
        }),
      ),
      criminal: { addresses: [], txids: [] },
    },
  });
}

/** Transactions, outputs and amounts that the ledger does not hold; of a decision the text of its id is the answer. */
function markedAnswer(answer: Answer, { id, n }: { id: string; n: number }): Answer {
  switch (answer.kind) {
    case 'transaction':
      return { kind: 'transaction', txid: markedTxid(n) };
    case 'output':
      return { kind: 'output', outpoint: `${markedTxid(n)}:0` };
    case 'decision':
      return { kind: 'decision', choice: marker(`answer ${id}`) };
    default:
      return answer;
  }
}

function marked(world: CompiledWorld): CompiledWorld {
  const read = (path: string) => new TextDecoder().decode(world.files.get(path));
  const truth = new TextEncoder().encode(canonicalJson(withMarkers(truthPartSchema.parse(JSON.parse(read('truth.json'))))));
  const sha256 = createHash('sha256').update(truth).digest('hex');
  const manifest = { ...world.manifest, files: { ...world.manifest.files, 'truth.json': { sha256, bytes: truth.length } } };
  const files = new Map(world.files).set('truth.json', truth).set('manifest.json', new TextEncoder().encode(canonicalJson(manifest)));
  return { ...world, manifest, files };
}

/** A client that keeps all that crosses, both ways the host can speak. */
class Listener {
  readonly #transport: BridgeTransport;
  #heard = '';
  readonly called = new Set<string>();

  constructor(transport: BridgeTransport) {
    this.#transport = transport;
    transport.onEvent((event: BridgeEvent) => void (this.#heard += JSON.stringify(event)));
  }

  async ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const result = await this.try(name, input);
    if (!result.ok) throw new Error(`${name}: ${result.error.code}`);
    return result.value as CallOutput<N>;
  }

  async try(name: CallName, input: unknown) {
    this.called.add(name);
    const result = await this.#transport.call(name, input as never);
    this.#heard += JSON.stringify(result);
    return result;
  }

  /** Places of the truth heard since the last time, texts and ids. */
  heard(): { texts: string[]; ids: string[] } {
    const text = this.#heard;
    this.#heard = '';
    return { texts: markersIn(text), ids: [...new Set(text.match(hiddenIds) ?? [])].sort() };
  }
}

const silence = { texts: [], ids: [] };

describe('markers in every field of the truth', () => {
  const folder = temporaryFolder();
  let host: Host;
  afterEach(async () => {
    await host.close();
    folder.remove();
  });

  test('[TW5] [TW6] none crosses before its step is closed, then its explanation and answer alone; the rest after the end', async () => {
    const spoken: string[] = [];
    host = await startTestHost({
      folder: folder.path,
      worlds: [marked(smallWorld())],
      shell: { saveText: async (_name, text) => (spoken.push(text), '/saved') },
    });
    const trainee = new Listener(connectInProcess(host.server, 'trainee'));
    const instructor = new Listener(connectInProcess(host.server, 'instructor'));
    const { trainee: who } = await trainee.ask('trainees.create', { name: 'Ada' });
    const library = await trainee.ask('library.list', { traineeId: who.id, language: 'en' });
    const { attemptId } = await trainee.ask('attempt.start', {
      traineeId: who.id,
      scenarioId: library.cards[0]?.scenarioId ?? '',
      language: 'en',
    });
    const opened = await trainee.ask('attempt.open', { attemptId, language: 'en' });
    const everything = () =>
      askEverything({ trainee, instructor, attemptId, traineeId: who.id, address: opened.briefing.knownAddresses[0]?.address ?? '' });
    await everything();
    expect([trainee.heard(), instructor.heard()]).toEqual([silence, silence]);

    let head = opened.head;
    let step: StepView | undefined = opened.exercise.steps[0];
    const closed: string[] = [];
    const heard: unknown[] = [];
    const allowed: unknown[] = [];
    while (step !== undefined) {
      const { id, hints } = step;
      for (const hint of hints.keys())
        head = (await trainee.ask('exercise.buyHint', { attemptId, expectedHead: head, stepId: id, hint })).head;
      const wrong = wrongAnswer(step);
      if (step.triesMax > 1) {
        head = (await trainee.ask('exercise.submit', { attemptId, expectedHead: head, stepId: id, answer: wrong })).head;
        await everything();
        heard.push({ id, ...trainee.heard() });
        allowed.push({ id, ...closedMarkers(closed) });
      }
      const done = await trainee.ask('exercise.submit', { attemptId, expectedHead: head, stepId: id, answer: wrong });
      head = done.head;
      closed.push(id);
      await everything();
      heard.push({ id, ...trainee.heard() });
      allowed.push({ id, ...closedMarkers(closed) });
      expect(heard).toEqual(allowed);
      expect(instructor.heard()).toEqual(silence);
      step = done.exercise.steps.find((known) => known.status === 'open');
    }
    await trainee.ask('exercise.finish', { attemptId, expectedHead: head });
    trainee.heard();
    await trainee.ask('debrief.get', { attemptId, language: 'en' });
    const { texts } = trainee.heard();
    expect(texts).toEqual(expect.arrayContaining(closed.flatMap((id) => [`explanation ${id}`, `ideal ${id}`])));
    expect(texts.some((text) => text.startsWith('seed') || text.startsWith('name ') || text.startsWith('actor id'))).toBe(false);
    await instructor.ask('debrief.get', { attemptId, language: 'en' });
    expect([...trainee.called, 'app.saveDiagnostics'].sort()).toEqual(
      expect.arrayContaining(
        Object.keys(calls)
          .filter((name) => name !== 'library.openDialog')
          .sort(),
      ),
    );
    expect(markersIn(spoken.join(''))).toEqual([]);
    expect(markersIn(host.log.readAll())).toEqual([]);
  });
});

/** What may have crossed once these steps are closed, in the small case whose answers are all but the amount hidden ids or texts. */
function closedMarkers(closed: readonly string[]): { texts: string[]; ids: string[] } {
  const texts = closed.flatMap((id) => [`explanation ${id}`, ...(id === 'next' ? ['answer next'] : [])]);
  const ids = closed.flatMap((id) => (id === 'pay' ? ['feed0502'] : id === 'extra' ? ['feed0500'] : []));
  return { texts: texts.sort(), ids: ids.sort() };
}

function wrongAnswer(step: StepView): Answer {
  switch (step.kind) {
    case 'transaction':
      return { kind: 'transaction', txid: '1'.repeat(64) };
    case 'decision':
      return { kind: 'decision', choice: 'exchange' };
    case 'amount':
      return { kind: 'amount', sat: '1' };
    default:
      return { kind: 'output', outpoint: `${'1'.repeat(64)}:0` };
  }
}

interface Everybody {
  readonly trainee: Listener;
  readonly instructor: Listener;
  readonly attemptId: string;
  readonly traineeId: string;
  readonly address: string;
}

/** Every call that may be made while an attempt runs, and those that may not, in both roles. */
async function askEverything({ trainee, instructor, attemptId, traineeId, address }: Everybody): Promise<void> {
  const { clockMs, currentStepId } = await trainee.ask('exercise.view', { attemptId });
  const now = { attemptId, asOfMs: clockMs };
  const { entries, head } = await trainee.ask('attempt.entries', { attemptId, afterSeq: -1 });
  const { rows } = await trainee.ask('ledger.addressTxs', { ...now, address, offset: 0, limit: 5 });
  const txid = rows[0]?.txid ?? '';
  const work = { type: 'label.set', node: addressNode(address), text: `seen ${entries.length}` };
  const inputs: Partial<Record<CallName, unknown>> = {
    'app.info': {},
    'app.saveDiagnostics': {},
    'trainees.list': {},
    'library.list': { traineeId, language: 'en' },
    'library.importText': { name: 'x.yaml', text: 'not a scenario' },
    'library.cancelImport': { jobId: 'none' },
    'attempt.open': { attemptId, language: 'en' },
    'exercise.view': { attemptId },
    'exercise.reveal': { attemptId, expectedHead: head, stepId: 'later' },
    // With all steps closed it would end the attempt, and the debrief would rightly open.
    ...(currentStepId === null ? {} : { 'exercise.finish': { attemptId, expectedHead: head } }),
    'debrief.get': { attemptId, language: 'en' },
    'ledger.subgraph': { ...now, nodes: [txNode(txid), addressNode(address)] },
    'ledger.address': { ...now, address },
    'ledger.expand': { ...now, node: addressNode(address), direction: 'out', filter: {} },
    'ledger.changeCandidates': { ...now, txid },
    'ledger.coSpend': { ...now, address },
    'ledger.search': { ...now, text: 'bc1', limit: 100 },
    'ledger.rawTx': { ...now, txid },
    'attempt.append': { attemptId, expectedHead: head, work: { ...work, text: 'refused', node: 'a:1MARKEDnowhere' } },
  };
  for (const client of [trainee, instructor]) for (const [name, input] of Object.entries(inputs)) await client.try(name as CallName, input);
  for (const name of ['attempt.start', 'attempt.close', 'trainees.create'] as const)
    await trainee.try(name, { attemptId: 'none', traineeId: 'none', name: '' });
}
