import { useCallback, useEffect, useRef, useState } from 'react';
import type { StepView } from '../../../core/bridge/views.ts';
import type { Answer, AnswerKind } from '../../../core/case/answer.ts';
import { useCase, useRun, useServices } from '../services.ts';

/** Typing is kept in stretches, picking at once. */
const typingPauseMs = 700;
const typed: readonly AnswerKind[] = ['amount', 'finding'];

export interface AnswerDraft {
  /** What the controls show: what was just picked or typed, else the draft in the log. */
  readonly answer: Answer | null;
  readonly change: (answer: Answer | null) => void;
  /** Keeps a change that is still waiting, at once. */
  readonly keepNow: () => void;
}

const isSame = (a: Answer | null, b: Answer | null): boolean => JSON.stringify(a) === JSON.stringify(b);

/** An order starts out as the list it is given in: that is already an answer. */
const startingAnswer = (step: StepView): Answer | null =>
  step.kind === 'order' ? { kind: 'order', events: step.choices.map((choice) => choice.id) } : null;

/** The draft of a step's answer: lives in the case log, so it survives a crash and can be undone. */
export function useAnswerDraft(step: StepView): AnswerDraft {
  const { cases } = useServices();
  const run = useRun();
  const stepState = useCase().state.steps.find((state) => state.stepId === step.id);
  const draft = stepState?.draft ?? null;
  const [local, setLocal] = useState<{ readonly answer: Answer | null; readonly over: Answer | null } | null>(null);
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly keep: () => void } | null>(null);

  const keepNow = useCallback((): void => {
    if (waiting.current === null) return;
    clearTimeout(waiting.current.timer);
    const { keep } = waiting.current;
    waiting.current = null;
    keep();
  }, []);

  // Leaving the question keeps what was typed.
  useEffect(() => keepNow, [keepNow]);

  const change = (answer: Answer | null): void => {
    if (waiting.current !== null) clearTimeout(waiting.current.timer);
    waiting.current = null;
    setLocal({ answer, over: draft });
    if (isSame(answer, draft)) return;
    const keep = (): void => run(() => cases.append({ type: 'answer.draft', stepId: step.id, answer }));
    waiting.current = { timer: setTimeout(keepNow, typed.includes(step.kind) ? typingPauseMs : 0), keep };
  };

  // An undo, a redo or the log's own echo has moved the draft since: the log counts.
  const isLocalNewer = local !== null && isSame(local.over, draft);
  const answer = isLocalNewer ? local.answer : (draft ?? startingAnswer(step));
  return { answer, change, keepNow };
}
