import { useTranslation } from 'react-i18next';
import { nodeKey } from '../../../../core/ids.ts';
import { useCaseLanguage } from '../../CaseLanguage.tsx';
import { Field, Radios } from '../../controls/Fields.tsx';
import { NodeName } from '../../controls/NodeName.tsx';
import { emptyFinding } from '../answer-draft.ts';
import { AddSelection } from './AddSelection.tsx';
import type { AnswerControlProps, AnswerOf } from './answer-control.ts';
import { PickedList } from './PickedList.tsx';

const confidences = ['low', 'moderate', 'high'] as const;

/** A written finding: the claim, the trainee's own words, the evidence it rests on, and how sure they are. */
export function FindingAnswer({ step, answer, isDisabled, onChange, onAddSelection }: AnswerControlProps<'finding'>) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  const finding = answer ?? emptyFinding;
  const change = (part: Partial<AnswerOf<'finding'>>): void => onChange({ ...finding, ...part });
  return (
    <div className="finding">
      <Radios
        label={t('finding.claim')}
        options={step.choices}
        lang={lang}
        value={finding.claim === '' ? null : finding.claim}
        isDisabled={isDisabled}
        onChange={(claim) => change({ claim })}
      />
      <Field
        label={t('finding.words')}
        description={t('finding.wordsHelp')}
        lines={4}
        maxLength={4000}
        value={finding.text}
        isDisabled={isDisabled}
        onChange={(text) => change({ text })}
      />
      <div className="finding__evidence">
        <p className="field__label">{t('finding.evidence', { count: finding.evidence.length })}</p>
        <PickedList
          label={t('finding.evidenceList')}
          items={finding.evidence}
          nameOf={nodeKey}
          render={(node) => <NodeName node={node} />}
          isDisabled={isDisabled}
          onChange={(evidence) => change({ evidence: [...evidence] })}
        />
        <AddSelection kind="finding" isDisabled={isDisabled} onAdd={onAddSelection} />
      </div>
      <Radios
        label={t('finding.confidence')}
        orientation="horizontal"
        options={confidences.map((id) => ({ id, text: t(`finding.level.${id}`) }))}
        value={finding.confidence}
        isDisabled={isDisabled}
        onChange={(confidence) => change({ confidence })}
      />
    </div>
  );
}
