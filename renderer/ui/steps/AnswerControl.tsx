import type { StepView } from '../../../core/bridge/views.ts';
import type { Answer } from '../../../core/case/answer.ts';
import { useCase, useView } from '../services.ts';
import { withSelection } from './answer-draft.ts';
import { AmountAnswer } from './answers/AmountAnswer.tsx';
import type { AnswerOf } from './answers/answer-control.ts';
import { ChoiceAnswer, DecisionAnswer } from './answers/ChoiceAnswers.tsx';
import { FindingAnswer } from './answers/FindingAnswer.tsx';
import { AddressSetAnswer, OrderAnswer, PathAnswer } from './answers/ListAnswers.tsx';
import { PickOneAnswer } from './answers/PickOneAnswer.tsx';

interface AnswerControlProps {
  readonly step: StepView;
  readonly answer: Answer | null;
  readonly isDisabled: boolean;
  readonly onChange: (answer: Answer | null) => void;
}

/** The control for a step's kind of answer, fed from what is selected in graph, tables and inspector. */
export function AnswerControl({ step, answer, isDisabled, onChange }: AnswerControlProps) {
  const selection = useView((state) => state.selection);
  const output = useView((state) => state.selectedOutput);
  const { ledger } = useCase();
  const grown = withSelection(step.kind, answer, { picked: { selection, output }, txs: ledger.txs });
  const common = { step, isDisabled, onChange, onAddSelection: grown === null ? null : () => onChange(grown) };
  const of = <K extends Answer['kind']>(kind: K): AnswerOf<K> | null => (answer?.kind === kind ? (answer as AnswerOf<K>) : null);
  switch (step.kind) {
    case 'address':
      return <PickOneAnswer {...common} answer={of('address')} />;
    case 'output':
      return <PickOneAnswer {...common} answer={of('output')} />;
    case 'transaction':
      return <PickOneAnswer {...common} answer={of('transaction')} />;
    case 'address-set':
      return <AddressSetAnswer {...common} answer={of('address-set')} />;
    case 'path':
      return <PathAnswer {...common} answer={of('path')} />;
    case 'amount':
      return <AmountAnswer {...common} answer={of('amount')} />;
    case 'choice':
      return <ChoiceAnswer {...common} answer={of('choice')} />;
    case 'order':
      return <OrderAnswer {...common} answer={of('order')} />;
    case 'decision':
      return <DecisionAnswer {...common} answer={of('decision')} />;
    case 'finding':
      return <FindingAnswer {...common} answer={of('finding')} />;
  }
}
