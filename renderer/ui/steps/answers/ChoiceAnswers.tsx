import { useTranslation } from 'react-i18next';
import { useCaseLanguage } from '../../CaseLanguage.tsx';
import { Radios } from '../../controls/Fields.tsx';
import type { AnswerControlProps } from './answer-control.ts';

export function ChoiceAnswer({ step, answer, isDisabled, onChange }: AnswerControlProps<'choice'>) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  return (
    <Radios
      label={t('answer.choice')}
      options={step.choices}
      lang={lang}
      value={answer?.choice ?? null}
      isDisabled={isDisabled}
      onChange={(choice) => onChange({ kind: 'choice', choice })}
    />
  );
}

/** A decision of the investigation: what comes later hangs on it. */
export function DecisionAnswer({ step, answer, isDisabled, onChange }: AnswerControlProps<'decision'>) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  return (
    <>
      <Radios
        label={t('answer.decision')}
        options={step.choices}
        lang={lang}
        value={answer?.choice ?? null}
        isDisabled={isDisabled}
        onChange={(choice) => onChange({ kind: 'decision', choice })}
      />
      <p className="answer__help">{t('answer.decisionHelp')}</p>
    </>
  );
}
