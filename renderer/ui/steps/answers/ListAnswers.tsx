import { useTranslation } from 'react-i18next';
import { nodeKey } from '../../../../core/ids.ts';
import { useCaseLanguage } from '../../CaseLanguage.tsx';
import { ChainId } from '../../controls/ChainId.tsx';
import { NodeName } from '../../controls/NodeName.tsx';
import { AddSelection } from './AddSelection.tsx';
import type { AnswerControlProps } from './answer-control.ts';
import { PickedList } from './PickedList.tsx';

export function AddressSetAnswer({ answer, isDisabled, onChange, onAddSelection }: AnswerControlProps<'address-set'>) {
  const { t } = useTranslation();
  const addresses = answer?.addresses ?? [];
  return (
    <>
      <p className="answer__count">{t('answer.addresses', { count: addresses.length })}</p>
      <PickedList
        label={t('answer.yours')}
        items={addresses}
        nameOf={(address) => address}
        render={(address) => <ChainId id={address} />}
        isDisabled={isDisabled}
        onChange={(left) => onChange(left.length === 0 ? null : { kind: 'address-set', addresses: [...left] })}
      />
      <AddSelection kind="address-set" isDisabled={isDisabled} onAdd={onAddSelection} />
    </>
  );
}

export function PathAnswer({ answer, isDisabled, onChange, onAddSelection }: AnswerControlProps<'path'>) {
  const { t } = useTranslation();
  return (
    <>
      <p className="answer__help">{t('answer.pathHelp')}</p>
      <PickedList
        label={t('answer.yours')}
        items={answer?.nodes ?? []}
        nameOf={nodeKey}
        render={(node) => <NodeName node={node} />}
        isOrdered
        isDisabled={isDisabled}
        onChange={(nodes) => onChange(nodes.length === 0 ? null : { kind: 'path', nodes: [...nodes] })}
      />
      <AddSelection kind="path" isDisabled={isDisabled} onAdd={onAddSelection} />
    </>
  );
}

export function OrderAnswer({ step, answer, isDisabled, onChange }: AnswerControlProps<'order'>) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  const texts = new Map(step.choices.map((choice) => [choice.id, choice.text]));
  const events = answer?.events ?? step.choices.map((choice) => choice.id);
  return (
    <>
      <p className="answer__help">{t('answer.orderHelp')}</p>
      <PickedList
        label={t('answer.yours')}
        items={events}
        nameOf={(event) => texts.get(event) ?? event}
        render={(event) => <span lang={lang}>{texts.get(event) ?? event}</span>}
        isOrdered
        isRemovable={false}
        isDisabled={isDisabled}
        onChange={(ordered) => onChange({ kind: 'order', events: [...ordered] })}
      />
    </>
  );
}
