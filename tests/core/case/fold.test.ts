import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseState } from '../../../core/case/case-state.ts';
import type { Act, Work } from '../../../core/case/entry.ts';
import { foldCase, foldMore } from '../../../core/case/fold.ts';
import { addressNode, txNode } from '../../../core/ids.ts';
import { anyLog, extend, firstWall, freshWork, logOf, move, playMoves, someAddress, someTxid } from '../../support/log-builder.ts';

const start = addressNode(someAddress(1));
const other = addressNode(someAddress(3));

/** What work makes: the part of the state that undo and redo speak about. Map order counts. */
const workspace = ({ nodes, groups, changeClaims, steps }: CaseState) => ({
  nodes: [...nodes],
  groups,
  changeClaims: [...changeClaims],
  drafts: steps.map((step) => step.draft),
});

const everything = (state: CaseState) => ({ ...state, nodes: [...state.nodes], changeClaims: [...state.changeClaims] });

describe('folding', () => {
  test('[CF3] a log begins with attempt.begin, which puts the known addresses on the graph', () => {
    const state = foldCase(logOf());
    expect([...state.nodes.values()]).toEqual(
      [start, addressNode(someAddress(2))].map((id) => ({
        ...{ id, since: 0, parent: null, hidden: false, pinned: null, label: '', note: '', mark: null },
      })),
    );
    expect(() => foldCase([])).toThrowError(expect.objectContaining({ code: 'log/empty' }));
    expect(() => foldCase(extend([], [{ type: 'step.open', stepId: 'one' }]))).toThrowError(
      expect.objectContaining({ code: 'log/impossible' }),
    );
  });

  test('[CF3] each kind of work leaves its trace', () => {
    const state = foldCase(
      logOf(
        { type: 'graph.expand', from: start, direction: 'out', filter: {}, nodes: [start, txNode(someTxid(5)), other] },
        { type: 'graph.hide', nodes: [other] },
        { type: 'graph.move', node: start, x: 1, y: 2, z: 3 },
        { type: 'label.set', node: start, text: 'ransom' },
        { type: 'note.set', node: start, text: 'paid twice' },
        { type: 'mark.set', nodes: [start], mark: 'suspect' },
        { type: 'group.apply', group: 'g', heuristic: 'co-spend', members: [someAddress(1), someAddress(4)], evidence: [someTxid(5)] },
        { type: 'change.claim', txid: someTxid(5), vout: 1, heuristic: 'client_change' },
        { type: 'answer.draft', stepId: 'one', answer: { kind: 'amount', sat: '5' } },
      ),
    );
    expect(state.nodes.get(start)).toEqual({
      ...{ id: start, since: 0, parent: null, hidden: false, pinned: { x: 1, y: 2, z: 3 } },
      ...{ label: 'ransom', note: 'paid twice', mark: 'suspect' },
    });
    expect(state.nodes.get(other)).toMatchObject({ parent: start, since: 2, hidden: true });
    expect(state.nodes.get(addressNode(someAddress(4)))).toMatchObject({ since: 8, parent: null });
    expect(state.groups).toEqual([{ id: 'g', heuristic: 'co-spend', members: [someAddress(1), someAddress(4)], evidence: [someTxid(5)] }]);
    expect(state.changeClaims.get(someTxid(5))).toEqual({ vout: 1, heuristic: 'client_change' });
    expect(state.steps[0]?.draft).toEqual({ kind: 'amount', sat: '5' });
  });

  test('[CF4] expanding or adding brings a hidden node back into sight and leaves its place and marks', () => {
    const hidden = logOf(
      { type: 'graph.add', nodes: [other] },
      { type: 'mark.set', nodes: [other], mark: 'cleared' },
      { type: 'graph.hide', nodes: [other] },
    );
    const state = foldCase(extend(hidden, [{ type: 'graph.expand', from: start, direction: 'in', filter: {}, nodes: [start, other] }]));
    expect(state.nodes.get(other)).toMatchObject({ hidden: false, mark: 'cleared', since: 2, parent: null });
  });

  test('[CF5] acts: submissions with their verdicts, hints, closing, clock, end', () => {
    const answer = { kind: 'amount', sat: '5' } as const;
    const state = foldCase(
      logOf(
        { type: 'answer.submit', stepId: 'one', answer },
        { type: 'answer.verdict', stepId: 'one', attemptNo: 1, verdict: 'wrong', scorePpm: 0, points: 0 },
        { type: 'hint.buy', stepId: 'one', hint: 0, cost: 2 },
        { type: 'answer.submit', stepId: 'one', answer },
        { type: 'answer.verdict', stepId: 'one', attemptNo: 2, verdict: 'right', scorePpm: 1_000_000, points: 5 },
        { type: 'step.close', stepId: 'one', why: 'right' },
        { type: 'clock.set', toMs: 5_000 },
        { type: 'step.open', stepId: 'two' },
      ),
    );
    expect(state.steps[0]).toEqual({
      stepId: 'one',
      status: 'closed',
      openedAtMs: firstWall + 1_000,
      closedAtMs: firstWall + 7_000,
      closedWhy: 'right',
      submissions: [
        { answer, verdict: 'wrong', scorePpm: 0, points: 0 },
        { answer, verdict: 'right', scorePpm: 1_000_000, points: 5 },
      ],
      hintsBought: [0],
      hintCost: 2,
      draft: null,
    });
    expect({ clockMs: state.clockMs, current: state.currentStepId, finished: state.finished }).toEqual({
      clockMs: 5_000,
      current: 'two',
      finished: false,
    });
  });

  test('[CF6] entries that cannot stand where they stand are refused by their number', () => {
    const refused = (...payloads: (Work | Act)[]) => expect(() => foldCase(logOf(...payloads)));
    const impossible = expect.objectContaining({ code: 'log/impossible', details: { seq: 2 } });
    refused({ type: 'undo', target: 1 }).toThrowError(impossible);
    refused({ type: 'redo', target: 2 }).toThrowError(impossible);
    refused({ type: 'clock.set', toMs: 1 }).toThrowError(impossible);
    refused({ type: 'step.open', stepId: 'one' }).toThrowError(impossible);
    refused({ type: 'step.close', stepId: 'two', why: 'right' }).toThrowError(impossible);
    refused({ type: 'answer.draft', stepId: 'two', answer: null }).toThrowError(impossible);
    refused({ type: 'answer.verdict', stepId: 'one', attemptNo: 1, verdict: 'right', scorePpm: 1, points: 1 }).toThrowError(impossible);
  });

  test('[CF7] folding more equals folding all, wherever the log is split', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), (entries, at) => {
        const split = 1 + (at % entries.length);
        const grown = foldMore(foldCase(entries.slice(0, split)), entries.slice(split));
        expect(everything(grown)).toEqual(everything(foldCase(entries)));
      }),
      { numRuns: 300 },
    );
  });

  test('[CF7] folding more leaves the state it started from as it was', () => {
    fc.assert(
      fc.property(anyLog, fc.array(move, { maxLength: 10 }), (entries, moves) => {
        const state = foldCase(entries);
        const before = structuredClone(everything(state));
        foldMore(state, playMoves(moves, entries).slice(entries.length));
        expect(everything(state)).toEqual(before);
      }),
    );
  });
});

describe('undo and redo', () => {
  test('[CF8] undo then redo gives the same workspace, and undo gives back the one before', () => {
    fc.assert(
      fc.property(anyLog, freshWork, (entries, work) => {
        const before = foldCase(entries);
        const did = extend(entries, [work]);
        const after = foldCase(did);
        const undone = extend(did, [{ type: 'undo', target: after.undoTarget ?? -1 }]);
        const state = foldCase(undone);
        expect(workspace(state)).toEqual(workspace(before));
        const redone = foldCase(extend(undone, [{ type: 'redo', target: state.redoTarget ?? -1 }]));
        expect(workspace(redone)).toEqual(workspace(after));
        expect(redone.undoTarget).toBe(after.undoTarget);
      }),
      { numRuns: 300 },
    );
  });

  test('[CF8] undoing everything gives the beginning, with all acts in force', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        const entries = playMoves(moves);
        const undoAll = playMoves(
          Array.from({ length: moves.length }, () => ({ do: 'undo' })),
          entries,
        );
        const state = foldCase(undoAll);
        expect(state.undoTarget).toBeNull();
        expect(workspace(state)).toEqual(workspace(foldCase(logOf())));
        expect(state.clockMs).toBe(foldCase(entries).clockMs);
      }),
    );
  });

  test('[CF9] undo skips acts: it takes the last work in force, however many acts came after it', () => {
    const entries = logOf({ type: 'graph.add', nodes: [other] }, { type: 'clock.set', toMs: 2_000 }, { type: 'clock.set', toMs: 3_000 });
    const state = foldCase(entries);
    expect(state.undoTarget).toBe(2);
    const undone = foldCase(extend(entries, [{ type: 'undo', target: 2 }]));
    expect(undone.nodes.has(other)).toBe(false);
    expect(undone.clockMs).toBe(3_000);
  });

  test('[CF9] new work empties what can be redone; the history keeps what was undone', () => {
    const entries = logOf(
      { type: 'graph.add', nodes: [other] },
      { type: 'undo', target: 2 },
      { type: 'label.set', node: start, text: 'new' },
      { type: 'undo', target: 4 },
      { type: 'redo', target: 4 },
    );
    const state = foldCase(entries);
    expect({ undo: state.undoTarget, redo: state.redoTarget, redoable: state.redoable }).toEqual({ undo: 4, redo: null, redoable: [] });
    expect(state.history.map(({ seq, kind, undone }) => ({ seq, kind, undone }))).toEqual([
      { seq: 0, kind: 'act', undone: false },
      { seq: 1, kind: 'act', undone: false },
      { seq: 2, kind: 'work', undone: true },
      { seq: 4, kind: 'work', undone: false },
    ]);
  });
});
