import fc from 'fast-check';
import type { Act, Entry, Work } from '../../core/case/entry.ts';
import { foldCase, foldMore } from '../../core/case/fold.ts';
import { chainEntry, emptyHead, headOf } from '../../core/case/hash-chain.ts';
import { addressNode, type NodeId, txNode } from '../../core/ids.ts';

const digits = (n: number): string => String(n).padStart(2, '0');
export const someAddress = (n: number): string => `bc1qsimulated${digits(n)}`;
export const someTxid = (n: number): string => digits(n).repeat(32);

export const beginAct: Act = {
  type: 'attempt.begin',
  scenarioId: 'test',
  worldKey: 'a'.repeat(64),
  traineeId: 'trainee',
  gradingVersion: 1,
  clockMs: 1_000,
  startNodes: [addressNode(someAddress(1))],
  victimNodes: [addressNode(someAddress(2))],
};

export const firstWall = 1_760_000_000_000;

/** A chained log of the payloads given, after the beginning and an open step `one`. One second passes an entry. */
export function logOf(...payloads: readonly (Work | Act)[]): Entry[] {
  return extend([], [beginAct, { type: 'step.open', stepId: 'one' }, ...payloads]);
}

export function extend(entries: readonly Entry[], payloads: readonly (Work | Act)[]): Entry[] {
  const all = [...entries];
  for (const payload of payloads) all.push(chainEntry(all.length === 0 ? emptyHead : headOf(all), firstWall + all.length * 1000, payload));
  return all;
}

const node: fc.Arbitrary<NodeId> = fc
  .tuple(fc.boolean(), fc.integer({ min: 1, max: 12 }))
  .map(([isAddress, n]) => (isAddress ? addressNode(someAddress(n)) : txNode(someTxid(n))));
const nodes = fc.uniqueArray(node, { minLength: 1, maxLength: 5 });
const place = fc.integer({ min: -500, max: 500 }).map((n) => n / 8);
const words = fc.string({ unit: 'grapheme', maxLength: 20 });

/** Any work but undo and redo. */
export const freshWork: fc.Arbitrary<Work> = fc.oneof(
  fc.record({
    type: fc.constant('graph.expand' as const),
    from: node,
    direction: fc.constantFrom('in' as const, 'out' as const),
    filter: fc.constantFrom({}, { top: 5 }, { minSat: '1000' }),
    nodes,
  }),
  fc.record({ type: fc.constantFrom('graph.add' as const, 'graph.hide' as const, 'graph.show' as const), nodes }),
  fc.record({ type: fc.constant('graph.move' as const), node, x: place, y: place, z: place }),
  fc.record({ type: fc.constant('graph.pin' as const), node, at: fc.option(fc.record({ x: place, y: place, z: place })) }),
  fc.record({ type: fc.constant('label.set' as const), node, text: words }),
  fc.record({ type: fc.constant('note.set' as const), node, text: words }),
  fc.record({ type: fc.constant('mark.set' as const), nodes, mark: fc.constantFrom('suspect' as const, 'victim' as const, null) }),
  fc.integer({ min: 1, max: 3 }).map((n) => ({
    type: 'group.apply' as const,
    group: `co-spend-${n}`,
    heuristic: 'co-spend' as const,
    members: [someAddress(n), someAddress(n + 1)],
    evidence: [someTxid(n)],
  })),
  fc.integer({ min: 1, max: 3 }).map((n) => ({ type: 'group.drop' as const, group: `co-spend-${n}` })),
  fc.record({
    type: fc.constant('change.claim' as const),
    txid: fc.integer({ min: 1, max: 4 }).map(someTxid),
    vout: fc.integer({ min: 0, max: 3 }),
    heuristic: fc.constant('one_time_change'),
  }),
  fc.record({ type: fc.constant('change.withdraw' as const), txid: fc.integer({ min: 1, max: 4 }).map(someTxid) }),
  fc
    .option(fc.constantFrom('1', '2'))
    .map((sat) => ({ type: 'answer.draft' as const, stepId: 'one', answer: sat === null ? null : { kind: 'amount' as const, sat } })),
);

export type Move = { readonly do: 'work'; readonly work: Work } | { readonly do: 'undo' | 'redo' | 'act' };

export const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: freshWork.map((work) => ({ do: 'work' as const, work })) },
  { weight: 3, arbitrary: fc.constant({ do: 'undo' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'redo' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'act' as const }) },
);

/** Plays moves as a trainee would: an undo or redo with nothing in turn is not made; an act moves the clock. */
export function playMoves(moves: readonly Move[], start: readonly Entry[] = logOf()): Entry[] {
  let entries = [...start];
  let state = foldCase(entries);
  for (const made of moves) {
    const payload = payloadOf(made, state);
    if (payload === null) continue;
    const longer = extend(entries, [payload]);
    state = foldMore(state, longer.slice(entries.length));
    entries = longer;
  }
  return entries;
}

function payloadOf(made: Move, state: ReturnType<typeof foldCase>): Work | Act | null {
  if (made.do === 'work') return made.work;
  if (made.do === 'act') return { type: 'clock.set', toMs: state.clockMs + 1 };
  const target = made.do === 'undo' ? state.undoTarget : state.redoTarget;
  return target === null ? null : { type: made.do, target };
}

export const anyLog: fc.Arbitrary<Entry[]> = fc.array(move, { maxLength: 40 }).map((moves) => playMoves(moves));
