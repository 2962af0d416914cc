import { ChevronRight } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Debrief } from '../../../core/bridge/views.ts';
import { SafeMarkdown } from '../briefing/SafeMarkdown.tsx';
import { useCaseLanguage } from '../CaseLanguage.tsx';
import { Duration } from '../controls/Figures.tsx';
import { VerdictMark } from '../controls/Marks.tsx';
import { useCase } from '../services.ts';
import { AnswerText } from '../steps/AnswerText.tsx';

type StepResult = Debrief['steps'][number];

/** Points, tries and time step by step; open one to read its answer and explanation. */
export function StepResults({ steps }: { readonly steps: readonly StepResult[] }) {
  const { t } = useTranslation();
  const longest = Math.max(1, ...steps.map((step) => step.durationMs));
  return (
    <ol className="results" aria-label={t('debrief.steps')}>
      {steps.map((step) => (
        <li key={step.id}>
          <StepItem step={step} share={step.durationMs / longest} />
        </li>
      ))}
    </ol>
  );
}

function StepItem({ step, share }: { readonly step: StepResult; readonly share: number }) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  return (
    <Disclosure className="result">
      <Heading level={3} className="result__heading">
        <Button slot="trigger" className="result__trigger">
          <ChevronRight aria-hidden size={14} className="section__chevron" />
          <span className="result__title" lang={lang}>
            {t('step.line', { number: step.number, title: step.title })}
          </span>
          <span className="result__points figure">{t('step.linePoints', { points: step.points, max: step.maxPoints })}</span>
        </Button>
      </Heading>
      <p className="result__facts">
        {step.verdict === null ? <span className="quiet">{t('step.revealed')}</span> : <VerdictMark verdict={step.verdict} />}
        <span>{t('debrief.tries', { count: step.triesUsed })}</span>
        {step.hintCost > 0 && <span>{t('debrief.hintCost', { count: step.hintCost })}</span>}
        <span className="result__time">
          <span className="result__bar" aria-hidden>
            <span className="result__bar-fill" style={{ inlineSize: `${share * 100}%` }} />
          </span>
          <Duration ms={step.durationMs} />
        </span>
      </p>
      <DisclosurePanel className="result__panel">
        <ResultAnswers step={step} />
        <SafeMarkdown text={step.explanation} />
      </DisclosurePanel>
    </Disclosure>
  );
}

function ResultAnswers({ step }: { readonly step: StepResult }) {
  const { t } = useTranslation();
  const { exercise } = useCase();
  const choices = new Map(exercise.steps.find((view) => view.id === step.id)?.choices.map((choice) => [choice.id, choice.text]));
  return (
    <>
      {step.answer !== null && (
        <div className="closed__answer">
          <h4>{t('answer.yours')}</h4>
          <AnswerText answer={step.answer} choices={choices} />
        </div>
      )}
      {step.correct !== null && (
        <div className="closed__answer closed__answer--correct">
          <h4>{t('answer.correct')}</h4>
          <AnswerText answer={step.correct} choices={choices} />
        </div>
      )}
    </>
  );
}
