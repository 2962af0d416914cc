import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { calls } from '../../core/bridge/contract.ts';
import type { Answer } from '../../core/case/answer.ts';
import { canonicalJson } from '../../core/case/hash-chain.ts';
import { addressNode, splitOutpoint, txNode } from '../../core/ids.ts';
import type { TruthPart } from '../../core/pack/parts.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { otherSecrets, otherSurroundings, otherTruth, truthOf, withTruth } from '../support/altered-truth.ts';
import { playAsking } from '../support/ask-everything.ts';
import { everyKindWorld } from '../support/every-kind-exercise.ts';
import { RecordingClient } from '../support/recording-client.ts';
import { startTestHost, temporaryFolder } from '../support/test-host.ts';

type Answers = Readonly<Record<string, Answer>>;

const truth = truthOf(everyKindWorld());
const sum = truth.key.steps['sum']?.answer;
const sumSat = BigInt(sum?.kind === 'amount' ? sum.sat : 0);
const payout = outputOf('buy.payment');
const rest = outputOf('rest.output');
/** The victim's: known when the exercise begins. */
const neighbour = addressOf('buy.address');
const stranger = Object.keys(truth.control).find((held) => held !== neighbour && !truth.key.criminal.addresses.includes(held)) ?? '';

function outputOf(name: string): { txid: string; outpoint: string } {
  const ref = truth.names[name];
  if (ref?.is !== 'output') throw new Error(`${name} is no output`);
  return { txid: splitOutpoint(ref.outpoint).txid, outpoint: ref.outpoint };
}

function addressOf(name: string): string {
  const ref = truth.names[name];
  if (ref?.is !== 'address') throw new Error(`${name} is no address`);
  return ref.address;
}

const right: Answers = Object.fromEntries(Object.entries(truth.key.steps).map(([id, entry]) => [id, entry.answer]));

/** Right in the other world: as different as the kind allows. The amounts stand on both sides of the one that is given. */
const rightElsewhere: Answers = {
  pay: { kind: 'transaction', txid: rest.txid },
  next: { kind: 'decision', choice: 'wait' },
  extra: { kind: 'output', outpoint: rest.outpoint },
  sum: { kind: 'amount', sat: String(sumSat + 9_000n) },
  who: { kind: 'address', address: stranger },
  all: { kind: 'address-set', addresses: [stranger] },
  way: { kind: 'path', nodes: [txNode(rest.txid)] },
  which: { kind: 'choice', choice: 'pool' },
  row: { kind: 'order', events: ['swept', 'peeled', 'paid'] },
  report: { kind: 'finding', claim: 'pool', text: '', evidence: [txNode(rest.txid)], confidence: 'high' },
};

/** Worth nothing in either world. */
const wrong: Answers = {
  pay: { kind: 'transaction', txid: payout.txid },
  next: { kind: 'decision', choice: 'neither' },
  extra: { kind: 'output', outpoint: payout.outpoint },
  sum: { kind: 'amount', sat: String(sumSat + 4_000n) },
  who: { kind: 'address', address: neighbour },
  all: { kind: 'address-set', addresses: [neighbour] },
  way: { kind: 'path', nodes: [txNode(payout.txid)] },
  which: { kind: 'choice', choice: 'nobody' },
  row: { kind: 'order', events: [] },
  report: { kind: 'finding', claim: 'victim', text: 'somebody', evidence: [txNode(payout.txid)], confidence: 'low' },
};

interface Seen {
  readonly trainee: readonly string[];
  readonly instructor: readonly string[];
  readonly kept: readonly string[];
  readonly called: readonly string[];
  readonly debriefs: readonly string[];
}

/** Addresses of everybody: suspects, their exchange accounts, strangers. */
const asked = [...truth.key.criminal.addresses.slice(0, 8), ...Object.keys(truth.control).slice(0, 8)];

describe('two worlds that differ in their truth parts alone', () => {
  const folders: (() => void)[] = [];
  afterEach(() => {
    for (const remove of folders.splice(0)) remove();
  });

  /** One attempt and all that is seen of it; ids and clock of the host are the same in every run. */
  async function attempt(there: TruthPart, answers: Answers): Promise<Seen> {
    const folder = temporaryFolder();
    folders.push(folder.remove);
    const saved: string[] = [];
    let ids = 0;
    const host = await startTestHost({
      ...{ folder: folder.path, worlds: [withTruth(everyKindWorld(), there)] },
      ...{ now: () => 1_760_000_000_000, newId: () => `id-${(ids += 1)}` },
      shell: { saveText: async (_name, text) => (saved.push(text), '/saved') },
    });
    const trainee = new RecordingClient(connectInProcess(host.server, 'trainee'));
    const instructor = new RecordingClient(connectInProcess(host.server, 'instructor'));
    const seenBy = ({ answers: given, events }: RecordingClient) =>
      [...given, ...events].map((text) => text.replaceAll(folder.path, '/home'));
    try {
      const { attemptId, head } = await playAsking({
        ...{ trainee, instructor, addresses: (known: string) => [known, ...asked] },
        onGraph: [txNode(payout.txid), addressNode(neighbour)],
        answer: ({ id }) => answers[id] as Answer,
      });
      await trainee.ask('exercise.finish', { attemptId, expectedHead: head });
      const seen = { trainee: seenBy(trainee), instructor: seenBy(instructor), kept: [...saved, host.diagnostics(), host.log.readAll()] };
      const debriefs = [
        await trainee.ask('debrief.get', { attemptId, language: 'en' }),
        await instructor.ask('debrief.get', { attemptId, language: 'en' }),
      ];
      return { ...seen, called: [...trainee.called].sort(), debriefs: debriefs.map((told) => JSON.stringify(told)) };
    } finally {
      await host.close();
    }
  }

  test('[TW7] right answers: nothing at all tells who controls what, who is criminal, seed, names or ideal paths before the end', async () => {
    const [here, there] = [await attempt(truth, right), await attempt(otherSurroundings(truth), right)];
    expect(here.called).toEqual(Object.keys(calls).sort());
    expect(there.trainee).toEqual(here.trainee);
    expect(there.instructor).toEqual(here.instructor);
    expect(there.kept).toEqual(here.kept);
    expect(there.debriefs).not.toEqual(here.debriefs);
  });

  test('[TW7] wrong answers: of a truth wholly different only the own explanation and right answer of closed steps tell', async () => {
    const elsewhere = otherTruth(truth, rightElsewhere);
    expect(alike(truth, elsewhere)).toEqual([]);
    const [here, there] = [await attempt(truth, wrong), await attempt(elsewhere, wrong)];
    expect(there.trainee).not.toEqual(here.trainee);
    expect(withoutOwn(there.trainee, elsewhere)).toEqual(withoutOwn(here.trainee, truth));
    expect(there.instructor).toEqual(here.instructor);
    expect(there.kept).toEqual(here.kept);
    expect(there.debriefs).not.toEqual(here.debriefs);
  });

  test('[TW6] [TW7] the debrief of either role is the same whatever seed, names of the truth and ids of actors are', async () => {
    const [here, there] = [await attempt(truth, wrong), await attempt(otherSecrets(truth), wrong)];
    expect(there).toEqual(here);
  });
});

/** Fields of the truth that two worlds have in common; a field that one lacks counts as different. */
function alike(one: TruthPart, other: TruthPart): string[] {
  const fieldsOf = ({ key, ...rest }: TruthPart): [string, unknown][] => [
    ...Object.entries(rest).filter(([field]) => field !== 'format'),
    ['criminal', key.criminal],
    ...Object.entries(key.steps).flatMap(([id, entry]) =>
      Object.entries(entry).map(([field, value]): [string, unknown] => [`${id} ${field}`, value]),
    ),
  ];
  const others = new Map(fieldsOf(other));
  const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
  return fieldsOf(one)
    .filter(([field, value]) => !isEmpty(value) && JSON.stringify(value) === JSON.stringify(others.get(field)))
    .map(([field]) => field);
}

/** What was seen, with explanation and right answer of closed steps taken out where they are the step's own. */
function withoutOwn(seen: readonly string[], { key }: TruthPart): string[] {
  const takeOut = (_: string, value: unknown): unknown => {
    const step = closedStep.safeParse(value);
    if (!step.success) return value;
    const { id, explanation, correct } = step.data;
    const own = key.steps[id];
    const isOwn = own !== undefined && canonicalJson([explanation, correct]) === canonicalJson([own.explanation, own.answer]);
    return isOwn ? { ...step.data, explanation: 'its own', correct: 'its own' } : value;
  };
  return seen.map((text) => {
    const at = text.indexOf('{');
    return text.slice(0, at) + JSON.stringify(JSON.parse(text.slice(at), takeOut));
  });
}

const closedStep = z.looseObject({ id: z.string(), status: z.literal('closed'), explanation: z.unknown(), correct: z.unknown() });
