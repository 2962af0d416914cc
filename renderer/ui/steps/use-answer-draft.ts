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

/** What is on the screen before it is in the log. */
interface Unkept {
  readonly answer: Answer | null;
  /** Drafts that the log may still show until then: the one before, and those sent since. */
  readonly onTheWay: readonly (Answer | null)[];
}

const written = (answer: Answer | null): string => (answer === null ? '' : JSON.stringify(answer, Object.keys(answer).sort()));
const isSame = (a: Answer | null, b: Answer | null): boolean => written(a) === written(b);

/** An order starts out as the list it is given in: that is already an answer. */
const startingAnswer = (step: StepView): Answer | null =>
  step.kind === 'order' ? { kind: 'order', events: step.choices.map((choice) => choice.id) } : null;

/** The draft of a step's answer: lives in the case log, so it survives a crash and can be undone. */
export function useAnswerDraft(step: StepView): AnswerDraft {
  const { cases } = useServices();
  const run = useRun();
  const stepState = useCase().state.steps.find((state) => state.stepId === step.id);
  const draft = stepState?.draft ?? null;
  const [local, setLocal] = useState<Unkept | null>(null);
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
    setLocal({ answer, onTheWay: local === null ? [draft] : [...local.onTheWay, local.answer] });
    if (isSame(answer, draft)) return;
    const keep = (): void => run(() => cases.append({ type: 'answer.draft', stepId: step.id, answer }));
    waiting.current = { timer: setTimeout(keepNow, typed.includes(step.kind) ? typingPauseMs : 0), keep };
  };

  const isOvertaken = local !== null && !local.onTheWay.some((known) => isSame(known, draft));
  // Kept by now, or an undo, a redo or another window has moved the draft since: the log counts.
  if (local !== null && (isOvertaken || isSame(local.answer, draft))) setLocal(null);
  const answer = local !== null && !isOvertaken ? local.answer : (draft ?? startingAnswer(step));
  return { answer, change, keepNow };
}
