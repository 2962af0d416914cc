import { Lightbulb } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StepView } from '../../../core/bridge/views.ts';
import { SafeMarkdown } from '../briefing/SafeMarkdown.tsx';
import { caseText, WithCaseText } from '../CaseLanguage.tsx';
import { Button } from '../controls/Button.tsx';
import { useServices } from '../services.ts';

/** Hints in their order: title and cost before the text, one after the other. */
export function Hints({ step }: { readonly step: StepView }) {
  const { t } = useTranslation();
  const { view } = useServices();
  if (step.hints.length === 0) return null;
  const next = step.hints.findIndex((hint) => hint.text === null);
  return (
    <section className="hints" aria-label={t('hint.section')}>
      <h3 className="hints__title">
        <Lightbulb aria-hidden size={14} />
        {t('hint.section')}
      </h3>
      <ol className="hints__list">
        {step.hints.map((hint, index) => (
          <li key={hint.title} className="hint">
            {hint.text === null ? (
              <Button
                size="small"
                tone="quiet"
                isDisabled={index !== next}
                onPress={() => view.setState({ dialog: { kind: 'hint', stepId: step.id, hint: index } })}
              >
                <WithCaseText text={t('hint.offer', { title: caseText(hint.title), count: hint.cost })} />
              </Button>
            ) : (
              <div className="hint__bought">
                <p className="hint__title">
                  <WithCaseText text={t('hint.bought', { title: caseText(hint.title), count: hint.cost })} />
                </p>
                <SafeMarkdown text={hint.text} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
