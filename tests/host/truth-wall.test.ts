import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { calls } from '../../core/bridge/contract.ts';
import type { StepView } from '../../core/bridge/views.ts';
import type { Answer } from '../../core/case/answer.ts';
import { addressNode, type NodeId, txNode } from '../../core/ids.ts';
import type { TruthPart } from '../../core/pack/parts.ts';
import { changeCandidates } from '../../core/trace/change-candidates.ts';
import { LedgerIndex } from '../../core/trace/ledger-index.ts';
import { addressView } from '../../core/trace/ledger-views.ts';
import type { Host } from '../../host/create-host.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { markedTruth, marker, marksIn, truthOf, withTruth } from '../support/altered-truth.ts';
import { playAsking } from '../support/ask-everything.ts';
import { everyKindWorld } from '../support/every-kind-exercise.ts';
import { openWorld } from '../support/open-world.ts';
import { RecordingClient } from '../support/recording-client.ts';
import { openNew, startTestHost, temporaryFolder, value } from '../support/test-host.ts';

const txid = '1'.repeat(64);

/** An answer that names nothing of any world; the decision leads on to the step that hangs on it. */
function wrongAnswer({ kind }: Pick<StepView, 'kind'>): Answer {
  switch (kind) {
    case 'transaction':
      return { kind, txid };
    case 'output':
      return { kind, outpoint: `${txid}:0` };
    case 'address':
      return { kind, address: `1NOBODY${'x'.repeat(24)}` };
    case 'address-set':
      return { kind, addresses: [`1NOBODY${'x'.repeat(24)}`] };
    case 'path':
      return { kind, nodes: [`t:${txid}`] };
    case 'amount':
      return { kind, sat: '1' };
    case 'choice':
      return { kind, choice: 'nobody' };
    case 'decision':
      return { kind, choice: 'neither' };
    case 'order':
      return { kind, events: [] };
    case 'finding':
      return { kind, claim: 'victim', text: '', evidence: [], confidence: 'low' };
  }
}

test('[TW3] feedback speaks of the ledger as of the clock, not of what came later', async () => {
  const folder = temporaryFolder();
  const host = await startTestHost({ folder: folder.path, worlds: [everyKindWorld()] });
  const trainee = connectInProcess(host.server, 'trainee');
  const { attemptId, head } = await openNew(trainee);
  const { blocks, registers } = openWorld(everyKindWorld());
  const index = new LedgerIndex(blocks, registers.tags);
  const endMs = blocks.at(-1)?.atMs ?? 0;
  const steps = truthOf(everyKindWorld()).key.steps;
  let on = head;
  const submit = async (stepId: string, answer: Answer, nodes: readonly NodeId[] = []) => {
    if (nodes.length > 0) {
      const work = { type: 'graph.add' as const, nodes: [...nodes] };
      on = (await value(trainee, 'attempt.append', { attemptId, expectedHead: on, work })).head;
    }
    const { head: next, exercise } = await value(trainee, 'exercise.submit', { attemptId, expectedHead: on, stepId, answer });
    on = next;
    return { ...exercise, feedback: exercise.steps.find(({ id }) => id === stepId)?.feedback ?? [] };
  };
  await submit('pay', steps['pay']?.answer as Answer);
  const { clockMs } = await submit('next', { kind: 'decision', choice: 'exchange' });
  const rules = (of: string, asOfMs: number) => {
    const applying = changeCandidates(index, of, asOfMs).heuristics.filter(({ isApplicable }) => isApplicable);
    return applying.map(({ id, survivors }) => [id, survivors.includes(0)]);
  };
  const txs = blocks.filter(({ atMs }) => atMs <= clockMs).flatMap((block) => block.txs);
  const judged = txs.find(({ txid: of }) => JSON.stringify(rules(of, clockMs)) !== JSON.stringify(rules(of, endMs)))?.txid ?? '';
  const { feedback: onOutput } = await submit('extra', { kind: 'output', outpoint: `${judged}:0` }, [txNode(judged)]);
  expect(onOutput.map(({ code, facts }) => [facts['heuristic'], code === 'feedback/change-rule-keeps'])).toEqual(rules(judged, clockMs));
  on = (await value(trainee, 'exercise.reveal', { attemptId, expectedHead: on, stepId: 'extra' })).head;
  const { clockMs: laterMs } = await submit('sum', steps['sum']?.answer as Answer);
  const paid = blocks
    .filter(({ atMs }) => atMs <= laterMs)
    .flatMap((block) => block.txs.flatMap((tx) => tx.outputs.flatMap((output) => output.address ?? [])));
  const counts = (of: string, asOfMs: number) => addressView(index, of, asOfMs).txCount;
  const busy = paid.find((of) => counts(of, laterMs) < counts(of, endMs) && !addressView(index, of, laterMs).isService) ?? '';
  const { feedback: onAddress } = await submit('who', { kind: 'address', address: busy }, [addressNode(busy)]);
  const { txCount, receivedSat, balanceSat } = addressView(index, busy, laterMs);
  expect(onAddress).toMatchObject([{ code: 'feedback/address-facts', facts: { txCount, receivedSat, balanceSat } }]);
  await host.close();
  folder.remove();
});

describe('markers in every field of the truth', () => {
  const folder = temporaryFolder();
  let host: Host;
  let spoken: string[];
  let trainee: RecordingClient;
  let instructor: RecordingClient;

  async function begin(truth: TruthPart): Promise<void> {
    const saveText = async (_name: string, text: string) => (spoken.push(text), '/saved');
    host = await startTestHost({ folder: folder.path, worlds: [withTruth(everyKindWorld(), truth)], shell: { saveText } });
    trainee = new RecordingClient(connectInProcess(host.server, 'trainee'));
    instructor = new RecordingClient(connectInProcess(host.server, 'instructor'));
  }

  beforeEach(() => void (spoken = []));
  afterEach(async () => {
    await host.close();
    folder.remove();
  });

  /** Marks that crossed to a client since it was last emptied. */
  function heardBy(client: RecordingClient): string[] {
    const marks = marksIn([...client.answers, ...client.events].join('\n'));
    client.answers.length = 0;
    client.events.length = 0;
    return marks;
  }

  test('[TW1] [TW2] [TW6] none crosses before its step is closed, then its explanation and right answer alone', async () => {
    const truth = markedTruth(truthOf(everyKindWorld()));
    await begin(truth);
    const heard: unknown[] = [];
    const allowed: unknown[] = [];
    const { closed } = await playAsking({
      ...{ trainee, instructor, answer: wrongAnswer, addresses: (known: string) => [known] },
      onPhase(steps) {
        heard.push({ closed: steps.length, trainee: heardBy(trainee), instructor: heardBy(instructor) });
        allowed.push({ closed: steps.length, trainee: marksIn(JSON.stringify(steps.map((id) => ownOf(truth, id)))), instructor: [] });
      },
    });
    expect(heard).toEqual(allowed);
    expect([...closed].sort()).toEqual(Object.keys(truth.key.steps).sort());
    expect([...trainee.called].sort()).toEqual(Object.keys(calls).sort());
    expect(marksIn([...spoken, host.log.readAll(), host.diagnostics()].join('\n'))).toEqual([]);
  });

  test('[TW5] [TW6] the debrief carries the rest after the end, but never seed, names of the truth or ids of actors', async () => {
    const truth = truthOf(everyKindWorld());
    const marked = markedTruth(truth);
    // These are drawn from the ledger, which does not know marks.
    await begin({ ...marked, control: truth.control, key: { ...marked.key, criminal: truth.key.criminal } });
    const { attemptId, head, closed } = await playAsking({ trainee, instructor, answer: wrongAnswer, addresses: (known) => [known] });
    await trainee.ask('exercise.finish', { attemptId, expectedHead: head });
    heardBy(trainee);
    heardBy(instructor);
    await trainee.ask('debrief.get', { attemptId, language: 'en' });
    await instructor.ask('debrief.get', { attemptId, language: 'en' });
    const [told, toldInstructor] = [heardBy(trainee), heardBy(instructor)];
    expect(toldInstructor).toEqual(told);
    const must = closed.flatMap((id) => [
      marker(`explanation ${id}`),
      marker(`ideal ${id}`),
      ...marksIn(JSON.stringify(ownOf(marked, id))),
    ]);
    expect(told).toEqual(expect.arrayContaining([...must, marker('actor gang'), marker('role gang')]));
    const never = [marker('seed'), ...marksIn(JSON.stringify([marked.names, marked.actors.map((actor) => actor.id)]))];
    expect(told.filter((mark) => never.includes(mark))).toEqual([]);
  });
});

/** What may cross once a step is closed. */
const ownOf = ({ key }: TruthPart, stepId: string): unknown => [key.steps[stepId]?.explanation, key.steps[stepId]?.answer];
