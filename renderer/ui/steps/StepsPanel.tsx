import { Check, CircleDot } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { StepView } from '../../../core/bridge/views.ts';
import { useCaseLanguage } from '../CaseLanguage.tsx';
import { useCase, useServices, useView } from '../services.ts';
import { StepCard } from './StepCard.tsx';

/** The exercise: what has been opened so far and the question on show. What comes later is not told. */
export function StepsPanel() {
  const { t } = useTranslation();
  const { exercise } = useCase();
  const shownId = useView((state) => state.shownStepId);
  const shown =
    exercise.steps.find((step) => step.id === shownId) ??
    exercise.steps.find((step) => step.id === exercise.currentStepId) ??
    exercise.steps.at(-1);
  return (
    <div className="steps">
      <header className="panel-header">
        <h2 className="panel-header__title">{t('steps.title')}</h2>
        <span className="panel-header__figure figure">
          {t('steps.progress', { opened: exercise.steps.length, count: exercise.stepCount })}
        </span>
      </header>
      <div className="steps__scroll">
        <ol className="steps__list" aria-label={t('steps.list')}>
          {exercise.steps.map((step) => (
            <StepLine key={step.id} step={step} isShown={step.id === shown?.id} isCurrent={step.id === exercise.currentStepId} />
          ))}
        </ol>
        {shown !== undefined && <StepCard key={shown.id} step={shown} />}
      </div>
    </div>
  );
}

interface StepLineProps {
  readonly step: StepView;
  readonly isShown: boolean;
  readonly isCurrent: boolean;
}

function StepLine({ step, isShown, isCurrent }: StepLineProps) {
  const { t } = useTranslation();
  const { view } = useServices();
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isShown) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  const lang = useCaseLanguage();
  const Icon = step.status === 'closed' ? Check : CircleDot;
  return (
    <li ref={line}>
      <AriaButton
        className={`step-line step-line--${step.status}${isShown ? ' step-line--shown' : ''}`}
        aria-current={isShown ? 'step' : 'false'}
        onPress={() => view.setState({ shownStepId: isCurrent ? null : step.id })}
      >
        <Icon aria-label={t(`step.status.${step.status}`)} role="img" size={14} />
        <span className="step-line__title" lang={lang}>
          {t('step.line', { number: step.number, title: step.title })}
        </span>
        {step.status === 'closed' && step.verdict !== 'recorded' && (
          <span className="step-line__points figure">{t('step.linePoints', { points: step.points, max: step.maxPoints })}</span>
        )}
      </AriaButton>
    </li>
  );
}
