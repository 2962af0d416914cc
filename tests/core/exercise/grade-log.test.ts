import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/case/answer.ts';
import type { Entry } from '../../../core/case/entry.ts';
import { gradeAnswer } from '../../../core/exercise/grade-answer.ts';
import { gradeLog } from '../../../core/exercise/grade-log.ts';
import { buyHintActs, revealActs, submitActs } from '../../../core/exercise/next-acts.ts';
import { stepMaxPoints, stepPoints, stepsOnWay } from '../../../core/exercise/step-way.ts';
import { address, begin, entryFor, keyOf, logOf, options, part, stateOf, step } from './build-exercise.ts';

const hints = [
  { title: 'one', cost: 4, text: 'text' },
  { title: 'two', cost: 9, text: 'text' },
];
const set = (...names: string[]): Answer => ({ kind: 'address-set', addresses: names.map(address) });
const exercise = part([
  step({ id: 'pick', kind: 'choice', choices: options('x', 'y', 'z'), tries: 3, hints }),
  step({ id: 'fork', kind: 'decision', choices: options('left', 'right'), tries: 1, revalues: { left: { set: 21 }, right: { set: 7 } } }),
  step({ id: 'set', kind: 'address-set', tries: 2, hints }),
  step({ id: 'side', kind: 'choice', choices: options('x', 'y'), when: { step: 'fork', choice: ['right'] } }),
]);
const key = keyOf({
  pick: entryFor({ kind: 'choice', choice: 'x' }),
  fork: entryFor({ kind: 'decision', choice: 'left' }),
  set: entryFor(set('a', 'b', 'c')),
  side: entryFor({ kind: 'choice', choice: 'y' }),
});

/** What a trainee does next: buy the next hint, give up, or submit the n-th of these answers. */
type Move = { readonly do: 'hint' | 'reveal' } | { readonly do: 'submit'; readonly which: number };

const answersTo: Record<string, readonly Answer[]> = {
  pick: ['x', 'y', 'z'].map((choice) => ({ kind: 'choice', choice })),
  fork: ['left', 'right'].map((choice) => ({ kind: 'decision', choice })),
  set: [set('a', 'b', 'c'), set('a', 'b'), set('a', 'q'), set('q')],
  side: ['x', 'y'].map((choice) => ({ kind: 'choice', choice })),
};

function playMoves(moves: readonly Move[], isGraded: boolean): Entry['payload'][] {
  const payloads: Entry['payload'][] = begin(exercise);
  for (const move of moves) {
    const state = stateOf(payloads);
    const stepId = state.currentStepId;
    if (stepId === null) break;
    const bought = state.steps.at(-1)?.hintsBought.length ?? 0;
    const known = exercise.steps.find((each) => each.id === stepId);
    if (move.do === 'reveal') payloads.push(...revealActs(state, exercise, stepId));
    else if (move.do === 'hint' && bought < (known?.hints.length ?? 0))
      payloads.push(...buyHintActs(state, exercise, { stepId, hint: bought }));
    else if (move.do === 'submit') {
      const answers = answersTo[stepId] ?? [];
      const answer = answers[move.which % answers.length] as Answer;
      const grade = isGraded
        ? (asked: (typeof exercise.steps)[number], given: Answer) => gradeAnswer(asked, key.steps[asked.id] ?? entryFor(given), given)
        : null;
      payloads.push(...submitActs({ state, part: exercise, stepId, answer, grade }));
    }
  }
  return payloads;
}

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('submit' as const), which: fc.nat({ max: 11 }) }) },
    { weight: 2, arbitrary: fc.constant({ do: 'hint' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'reveal' as const }) },
  ),
  { maxLength: 20 },
);

describe('grading a whole log', () => {
  it('[GR8] gives the points of live grading, [GR10] over the steps on the way', () => {
    fc.assert(
      fc.property(moves, (played) => {
        const payloads = playMoves(played, true);
        const state = stateOf(payloads);
        const grade = gradeLog(logOf(payloads), exercise, key);
        const live = state.steps.reduce(
          (sum, each) =>
            sum +
            stepPoints(
              each,
              each.submissions.map((submission) => submission.points),
            ),
          0,
        );
        expect(grade.points).toBe(live);
        expect(grade.max).toBe(stepsOnWay(exercise, state).reduce((sum, each) => sum + stepMaxPoints(exercise, state, each.id), 0));
        expect(grade.points >= 0 && grade.points <= grade.max && grade.steps.every((each) => each.points >= 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('[GR8] an attempt that was only recorded is graded afterwards as its answers deserve', () => {
    const submits: Move[] = [0, 0, 1].map((which) => ({ do: 'submit', which }));
    const recorded = gradeLog(logOf(playMoves(submits, false)), exercise, key);
    expect(recorded.steps.map(({ id, points, max, verdict }) => [id, points, max, verdict])).toEqual([
      ['pick', 10, 10, 'right'],
      ['fork', 10, 10, 'right'],
      ['set', 16, 21, 'partly'],
    ]);
    expect([recorded.points, recorded.max, recorded.percent]).toEqual([36, 41, 87.8]);
  });

  it('[GR7] hints never make a step negative, and a step given up has nothing', () => {
    const hinted = playMoves([{ do: 'hint' }, { do: 'submit', which: 0 }], true);
    const drained = playMoves([{ do: 'hint' }, { do: 'hint' }, { do: 'submit', which: 0 }], true);
    const givenUp = playMoves([{ do: 'reveal' }, { do: 'submit', which: 0 }, { do: 'submit', which: 1 }, { do: 'reveal' }], true);
    const points = (payloads: Entry['payload'][], id: string) =>
      gradeLog(logOf(payloads), exercise, key).steps.find((each) => each.id === id)?.points;
    expect([points(hinted, 'pick'), points(drained, 'pick'), points(givenUp, 'pick'), points(givenUp, 'set')]).toEqual([6, 0, 0, 0]);
  });
});
