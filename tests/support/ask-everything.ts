import type { CallName } from '../../core/bridge/contract.ts';
import type { StepView } from '../../core/bridge/views.ts';
import type { Answer } from '../../core/case/answer.ts';
import type { Work } from '../../core/case/entry.ts';
import type { LogHead } from '../../core/case/hash-chain.ts';
import { addressNode, type NodeId, txNode } from '../../core/ids.ts';
import type { RecordingClient } from './recording-client.ts';

/** An attempt looked at by its trainee and by an instructor. */
export interface Watched {
  readonly trainee: RecordingClient;
  readonly instructor: RecordingClient;
  readonly attemptId: string;
  readonly traineeId: string;
  /** What the ledger questions are about. */
  readonly addresses: readonly string[];
}

type Asked = readonly [CallName, unknown];

/** Every call that may be made while an attempt runs, and those that may not, in both roles. */
export async function askEverything({ trainee, instructor, attemptId, traineeId, addresses }: Watched): Promise<void> {
  const { clockMs, currentStepId } = await trainee.ask('exercise.view', { attemptId });
  const { head } = await trainee.ask('attempt.entries', { attemptId, afterSeq: -1 });
  const now = { attemptId, asOfMs: clockMs };
  const asked: Asked[] = [...callsOn(attemptId, { traineeId, head })];
  // With all steps closed it would end the attempt, and the debrief would rightly open.
  if (currentStepId !== null) asked.push(['exercise.finish', { attemptId, expectedHead: head }]);
  for (const address of addresses) {
    const rows = await trainee.try('ledger.addressTxs', { ...now, address, offset: 0, limit: 5 });
    const txid = rows.ok ? ((rows.value as { rows: { txid: string }[] }).rows[0]?.txid ?? '') : '';
    asked.push(...ledgerCalls(now, { address, txid }));
  }
  for (const client of [trainee, instructor]) for (const [name, input] of asked) await client.try(name, input);
}

function callsOn(attemptId: string, { traineeId, head }: { traineeId: string; head: LogHead }): Asked[] {
  const onHead = { attemptId, expectedHead: head };
  const language = 'en';
  return [
    ['app.info', {}],
    ['app.saveDiagnostics', {}],
    ['trainees.list', {}],
    ['trainees.create', { name: '' }],
    ['library.list', { traineeId, language }],
    ['library.openDialog', {}],
    ['library.cancelImport', { jobId: 'none' }],
    ['attempt.start', { traineeId: 'none', scenarioId: 'none', language }],
    ['attempt.open', { attemptId, language }],
    ['attempt.close', { attemptId: 'none' }],
    ['attempt.entries', { attemptId, afterSeq: -1 }],
    ['attempt.append', { ...onHead, work: { type: 'label.set', text: 'refused', node: 'a:1MARKEDnowhere' } }],
    ['exercise.view', { attemptId }],
    ['exercise.submit', { ...onHead, stepId: 'later', answer: { kind: 'amount', sat: '1' } }],
    ['exercise.buyHint', { ...onHead, stepId: 'later', hint: 0 }],
    ['exercise.reveal', { ...onHead, stepId: 'later' }],
    ['debrief.get', { attemptId, language }],
  ];
}

function ledgerCalls(now: { attemptId: string; asOfMs: number }, { address, txid }: { address: string; txid: string }): Asked[] {
  const nodes: NodeId[] = [txNode(txid), addressNode(address)];
  return [
    ['ledger.addressTxs', { ...now, address, offset: 0, limit: 5 }],
    ['ledger.subgraph', { ...now, nodes }],
    ['ledger.address', { ...now, address }],
    ['ledger.expand', { ...now, node: addressNode(address), direction: 'out', filter: {} }],
    ['ledger.expand', { ...now, node: addressNode(address), direction: 'in', filter: {} }],
    ['ledger.expand', { ...now, node: txNode(txid), direction: 'out', filter: {} }],
    ['ledger.changeCandidates', { ...now, txid }],
    ['ledger.coSpend', { ...now, address }],
    ['ledger.search', { ...now, text: address.slice(0, 5), limit: 20 }],
    ['ledger.rawTx', { ...now, txid }],
    ['ledger.address', { ...now, asOfMs: now.asOfMs + 1, address }],
  ];
}

export interface PlayedOn extends Omit<Watched, 'traineeId' | 'attemptId' | 'addresses'> {
  readonly addresses: (known: string) => Promise<readonly string[]> | readonly string[];
  readonly answer: (step: Pick<StepView, 'id' | 'kind'>) => Answer;
  /** Put on the graph at the start, so that feedback has something to say. */
  readonly onGraph?: readonly NodeId[];
  /** After every phase: as begun, after each submission and each closing. Steps closed so far. */
  readonly onPhase?: (closed: readonly string[]) => void;
}

/** Plays a new attempt to its last step: every hint bought, the same answer given as often as a step allows, and everything asked each time. */
export async function playAsking({ trainee, instructor, addresses, answer, onGraph = [], onPhase = () => undefined }: PlayedOn) {
  const { trainee: who } = await trainee.ask('trainees.create', { name: 'Ada' });
  const { cards } = await trainee.ask('library.list', { traineeId: who.id, language: 'en' });
  const scenarioId = cards[0]?.scenarioId ?? '';
  const { attemptId } = await trainee.ask('attempt.start', { traineeId: who.id, scenarioId, language: 'en' });
  const opened = await trainee.ask('attempt.open', { attemptId, language: 'en' });
  await trainee.ask('library.putMedium', { name: 'x.svg', base64: 'AAAA' });
  await trainee.ask('library.importText', { name: 'x.yaml', text: 'not a scenario' });
  await trainee.heard('import.failed');
  const known = opened.briefing.knownAddresses[0]?.address ?? '';
  const watched = { trainee, instructor, attemptId, traineeId: who.id, addresses: await addresses(known) };
  const closed: string[] = [];
  const look = async () => {
    await askEverything(watched);
    onPhase(closed);
  };
  await look();
  let { head } = opened;
  if (onGraph.length > 0) {
    const work: Work = { type: 'graph.add', nodes: [...onGraph] };
    head = (await trainee.ask('attempt.append', { attemptId, expectedHead: head, work })).head;
  }
  let step = opened.exercise.steps[0];
  while (step !== undefined) {
    const { id } = step;
    for (const hint of step.triesUsed === 0 ? step.hints.keys() : [])
      head = (await trainee.ask('exercise.buyHint', { attemptId, expectedHead: head, stepId: id, hint })).head;
    const done = await trainee.ask('exercise.submit', { attemptId, expectedHead: head, stepId: id, answer: answer(step) });
    head = done.head;
    const after = done.exercise.steps.find((known) => known.id === id);
    if (after?.status === 'closed') closed.push(id);
    await look();
    step = done.exercise.steps.find((known) => known.status === 'open');
  }
  return { ...watched, head, closed };
}
