import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/case/answer.ts';
import type { Entry } from '../../../core/case/entry.ts';
import { AppError } from '../../../core/errors.ts';
import { buyHintActs, finishActs, revealActs, submitActs } from '../../../core/exercise/next-acts.ts';
import { stepMaxPoints, stepsOnWay } from '../../../core/exercise/step-way.ts';
import { begin, entryFor, keyOf, options, part, startMs, stateOf, step, submitAll, txid } from './build-exercise.ts';

const choose = (choice: string): Answer => ({ kind: 'choice', choice });
const decide = (choice: string): Answer => ({ kind: 'decision', choice });

const exercise = part([
  step({
    id: 'first',
    kind: 'choice',
    choices: options('x', 'y'),
    hints: [
      { title: 'one', cost: 2, text: 'text one' },
      { title: 'two', cost: 3, text: 'text two' },
    ],
  }),
  step({
    id: 'fork',
    kind: 'decision',
    tries: 1,
    choices: options('left', 'right'),
    revalues: { left: { last: 30 }, right: { last: 5 } },
    clockMs: startMs + 1000,
  }),
  step({ id: 'on-left', kind: 'choice', choices: options('x', 'y'), when: { step: 'fork', choice: ['left'] } }),
  step({ id: 'last', kind: 'choice', choices: options('x', 'y'), clockMs: startMs - 5000 }),
]);
const key = keyOf({
  first: entryFor(choose('x')),
  fork: entryFor(decide('left')),
  'on-left': entryFor(choose('x')),
  last: entryFor(choose('x')),
});

const play = (...answers: [string, Answer][]): Entry['payload'][] => submitAll(exercise, key, answers);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
  return 'nothing was refused';
};

describe('what follows an act of the trainee', () => {
  it('[EX5] an attempt begins with the first step open', () => {
    expect(begin(exercise).map((act) => act.type)).toEqual(['attempt.begin', 'step.open']);
    expect(stateOf(begin(exercise)).currentStepId).toBe('first');
  });

  it('[EX7] a wrong try leaves the step open, the last one closes it and opens the next with its clock', () => {
    const acts = play(['first', choose('y')], ['first', choose('y')]).slice(2);
    expect(acts).toEqual([
      { type: 'answer.submit', stepId: 'first', answer: choose('y') },
      { type: 'answer.verdict', stepId: 'first', attemptNo: 1, verdict: 'wrong', scorePpm: 0, points: 0 },
      { type: 'answer.submit', stepId: 'first', answer: choose('y') },
      { type: 'answer.verdict', stepId: 'first', attemptNo: 2, verdict: 'wrong', scorePpm: 0, points: 0 },
      { type: 'step.close', stepId: 'first', why: 'no-tries-left' },
      { type: 'clock.set', toMs: startMs + 1000 },
      { type: 'step.open', stepId: 'fork' },
    ]);
  });

  it('[EX7] a right answer closes at once; a recorded one too, without a word on it', () => {
    const right = play(['first', choose('x')]).slice(2);
    expect(right[2]).toEqual({ type: 'step.close', stepId: 'first', why: 'right' });
    const recorded = submitAll(exercise, null, [['first', choose('y')]]).slice(2);
    expect(recorded.slice(1, 3)).toEqual([
      { type: 'answer.verdict', stepId: 'first', attemptNo: 1, verdict: 'recorded', scorePpm: 0, points: 0 },
      { type: 'step.close', stepId: 'first', why: 'recorded' },
    ]);
  });

  it('[GR7] a second try is worth half', () => {
    const state = stateOf(play(['first', choose('y')], ['first', choose('x')]));
    expect(state.steps[0]?.submissions.map((submission) => submission.points)).toEqual([0, 5]);
  });

  it('[EX4] opening a step never moves the clock back', () => {
    const state = stateOf(play(['first', choose('x')], ['fork', decide('right')]));
    expect([state.currentStepId, state.clockMs]).toEqual(['last', startMs + 1000]);
  });

  it('[EX5] [EX6] a decision opens its way and changes what later steps are worth', () => {
    const way = (choice: string) => {
      const state = stateOf(play(['first', choose('x')], ['fork', decide(choice)]));
      return [stepsOnWay(exercise, state).map((each) => each.id), stepMaxPoints(exercise, state, 'last'), state.currentStepId];
    };
    expect(way('left')).toEqual([['first', 'fork', 'on-left', 'last'], 30, 'on-left']);
    expect(way('right')).toEqual([['first', 'fork', 'last'], 5, 'last']);
  });

  it('[EX5] a decision given up opens no way and leaves the worth as written', () => {
    const before = play(['first', choose('x')]);
    const state = stateOf([...before, ...revealActs(stateOf(before), exercise, 'fork')]);
    expect([stepsOnWay(exercise, state).map((each) => each.id), stepMaxPoints(exercise, state, 'last')]).toEqual([
      ['first', 'fork', 'last'],
      10,
    ]);
  });

  it('[EX8] refuses a closed step, another kind and an unknown option', () => {
    const state = stateOf(play(['first', choose('x')]));
    const submit = (stepId: string, answer: Answer) => () => submitActs({ state, part: exercise, stepId, answer, grade: null });
    expect([
      codeOf(submit('first', choose('x'))),
      codeOf(submit('last', choose('x'))),
      codeOf(submit('nowhere', choose('x'))),
      codeOf(submit('fork', { kind: 'transaction', txid: txid('1') })),
      codeOf(submit('fork', decide('up'))),
    ]).toEqual([
      'exercise/step-not-open',
      'exercise/step-not-open',
      'exercise/step-not-open',
      'exercise/wrong-kind',
      'exercise/unknown-choice',
    ]);
  });

  it('[EX9] hints are bought in order, once, while the step is open', () => {
    const fresh = stateOf(begin(exercise));
    const one = buyHintActs(fresh, exercise, { stepId: 'first', hint: 0 });
    expect(one).toEqual([{ type: 'hint.buy', stepId: 'first', hint: 0, cost: 2 }]);
    const bought = stateOf([...begin(exercise), ...one]);
    const buy = (state: typeof fresh, stepId: string, hint: number) => codeOf(() => buyHintActs(state, exercise, { stepId, hint }));
    expect([buy(fresh, 'first', 1), buy(bought, 'first', 0), buy(bought, 'first', 2), buy(fresh, 'fork', 0)]).toEqual([
      'exercise/hint-order',
      'exercise/hint-bought',
      'exercise/unknown-hint',
      'exercise/step-not-open',
    ]);
    expect(buyHintActs(bought, exercise, { stepId: 'first', hint: 1 })).toHaveLength(1);
  });

  it('[EX10] an attempt is finished after its last step and only once', () => {
    const underWay = stateOf(play(['first', choose('x')]));
    const done = play(['first', choose('x')], ['fork', decide('right')], ['last', choose('x')]);
    const finish = finishActs(stateOf(done), exercise);
    expect(codeOf(() => finishActs(underWay, exercise))).toBe('exercise/not-finished');
    expect(finish).toEqual([{ type: 'attempt.finish' }]);
    const finished = stateOf([...done, ...finish]);
    expect(codeOf(() => finishActs(finished, exercise))).toBe('exercise/finished');
  });
});
