import { ArrowRight, Eye, Flag, Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StepView } from '../../../core/bridge/views.ts';
import { SafeMarkdown } from '../briefing/SafeMarkdown.tsx';
import { useCaseLanguage } from '../CaseLanguage.tsx';
import { Button } from '../controls/Button.tsx';
import { useCase, useCaseStore, useRun, useServices } from '../services.ts';
import { AnswerControl } from './AnswerControl.tsx';
import { isComplete } from './answer-draft.ts';
import { ClosedStep } from './ClosedStep.tsx';
import { Feedback } from './Feedback.tsx';
import { Hints } from './Hints.tsx';
import { useAnswerDraft } from './use-answer-draft.ts';

/** The question on show, with its answer control while it is open and its lesson once it is closed. */
export function StepCard({ step }: { readonly step: StepView }) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  return (
    <section className="step" aria-labelledby="step-title">
      <header className="step__header">
        <h2 id="step-title" className="step__title" lang={lang}>
          {t('step.title', { number: step.number, title: step.title })}
        </h2>
        <p className="step__facts">
          <span>{t(`answer.kind.${step.kind}`)}</span>
          <span className="figure">{t('step.worth', { count: step.maxPoints })}</span>
          {step.status === 'open' && (
            <span className="figure">{t('step.try', { used: Math.min(step.triesUsed + 1, step.triesMax), max: step.triesMax })}</span>
          )}
        </p>
      </header>
      <div className="step__prompt">
        <SafeMarkdown text={step.prompt} />
      </div>
      {step.status === 'open' ? <OpenStep key={step.id} step={step} /> : <ClosedStep step={step} />}
      {step.status === 'closed' && <NextStep step={step} />}
    </section>
  );
}

function OpenStep({ step }: { readonly step: StepView }) {
  const { t } = useTranslation();
  const { cases, view } = useServices();
  const run = useRun();
  const isBusy = useCaseStore((state) => state.acting);
  const { answer, change, keepNow } = useAnswerDraft(step);
  const submit = (): void => {
    if (!isComplete(answer)) return;
    keepNow();
    view.setState({ shownStepId: step.id });
    run(() => cases.act({ call: 'exercise.submit', input: { stepId: step.id, answer } }));
  };
  return (
    <>
      <Feedback step={step} />
      <div className="answer" role="group" aria-label={t('answer.group')}>
        <AnswerControl step={step} answer={answer} isDisabled={isBusy} onChange={change} />
      </div>
      <div className="step__actions">
        <Button tone="primary" icon={Send} isDisabled={isBusy || !isComplete(answer)} onPress={submit}>
          {t('answer.submit')}
        </Button>
        <Button tone="quiet" icon={Eye} isDisabled={isBusy} onPress={() => view.setState({ dialog: { kind: 'reveal', stepId: step.id } })}>
          {t('step.reveal')}
        </Button>
      </div>
      <Hints step={step} />
    </>
  );
}

/** On to the next question, or, behind the last one, to the end. */
function NextStep({ step }: { readonly step: StepView }) {
  const { t } = useTranslation();
  const { cases, view } = useServices();
  const run = useRun();
  const { exercise } = useCase();
  const isLast = exercise.currentStepId === null;
  if (!isLast) {
    if (exercise.steps.at(-1)?.id === step.id) return null;
    return (
      <div className="step__actions">
        <Button tone="primary" icon={ArrowRight} onPress={() => view.setState({ shownStepId: null })} autoFocus>
          {t('step.next')}
        </Button>
      </div>
    );
  }
  const finish = (): void =>
    run(async () => {
      if (!exercise.isFinished) await cases.act({ call: 'exercise.finish', input: {} });
      view.setState({ screen: 'debrief' });
    });
  return (
    <div className="step__actions">
      <Button tone="primary" icon={Flag} onPress={finish}>
        {t(exercise.isFinished ? 'step.toDebrief' : 'step.finish')}
      </Button>
    </div>
  );
}
