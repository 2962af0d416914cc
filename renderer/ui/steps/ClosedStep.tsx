import { useTranslation } from 'react-i18next';
import type { StepView } from '../../../core/bridge/views.ts';
import { SafeMarkdown } from '../briefing/SafeMarkdown.tsx';
import { VerdictMark } from '../controls/Marks.tsx';
import { AnswerText } from './AnswerText.tsx';

/** A closed step teaches: what was answered, what is right, and why. */
export function ClosedStep({ step }: { readonly step: StepView }) {
  const { t } = useTranslation();
  const choices = new Map(step.choices.map((choice) => [choice.id, choice.text]));
  return (
    <div className="closed">
      <p className="closed__result" role="status">
        {step.verdict === null ? <span>{t('step.revealed')}</span> : <VerdictMark verdict={step.verdict} />}
        {step.verdict !== 'recorded' && <span className="figure">{t('step.points', { points: step.points, max: step.maxPoints })}</span>}
      </p>
      {step.lastAnswer !== null && (
        <div className="closed__answer">
          <h3>{t('answer.yours')}</h3>
          <AnswerText answer={step.lastAnswer} choices={choices} />
        </div>
      )}
      {step.correct !== null && (
        <div className="closed__answer closed__answer--correct">
          <h3>{t('answer.correct')}</h3>
          <AnswerText answer={step.correct} choices={choices} />
        </div>
      )}
      {step.explanation !== null && (
        <div className="closed__explanation">
          <h3>{t('step.explanation')}</h3>
          <SafeMarkdown text={step.explanation} />
        </div>
      )}
      {step.verdict === 'recorded' && <p className="closed__recorded">{t('step.recorded')}</p>}
    </div>
  );
}
