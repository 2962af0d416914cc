import { useTranslation } from 'react-i18next';
import { ChainId } from '../../controls/ChainId.tsx';
import { AddSelection } from './AddSelection.tsx';
import type { AnswerControlProps } from './answer-control.ts';
import { PickedList } from './PickedList.tsx';

type PickOneProps = AnswerControlProps<'address'> | AnswerControlProps<'output'> | AnswerControlProps<'transaction'>;

/** One address, one output or one transaction. */
export function PickOneAnswer({ step, answer, isDisabled, onChange, onAddSelection }: PickOneProps) {
  const { t } = useTranslation();
  const kind = step.kind as 'address' | 'output' | 'transaction';
  const id = answer === null ? null : answer.kind === 'address' ? answer.address : answer.kind === 'output' ? answer.outpoint : answer.txid;
  return (
    <>
      <PickedList
        label={t('answer.yours')}
        items={id === null ? [] : [id]}
        nameOf={(item) => item}
        render={(item) => <ChainId id={item} />}
        isDisabled={isDisabled}
        onChange={() => onChange(null)}
      />
      <AddSelection kind={kind} isDisabled={isDisabled} onAdd={onAddSelection} />
    </>
  );
}
