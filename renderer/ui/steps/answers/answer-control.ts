import type { StepView } from '../../../../core/bridge/views.ts';
import type { Answer, AnswerKind } from '../../../../core/case/answer.ts';

export type AnswerOf<K extends AnswerKind> = Extract<Answer, { kind: K }>;

/** What every answer control gets. The draft lives in the case log; a control shows it and proposes the next one. */
export interface AnswerControlProps<K extends AnswerKind> {
  readonly step: StepView;
  readonly answer: AnswerOf<K> | null;
  readonly isDisabled: boolean;
  /** null clears the draft. */
  readonly onChange: (answer: AnswerOf<K> | null) => void;
  /** Takes the selection of the workspace in; absent while nothing selected fits. */
  readonly onAddSelection: (() => void) | null;
}
