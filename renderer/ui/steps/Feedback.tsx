import { Crosshair } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StepView } from '../../../core/bridge/views.ts';
import { Button } from '../controls/Button.tsx';
import { VerdictMark } from '../controls/Marks.tsx';
import { useServices } from '../services.ts';
import { useReasonText } from '../use-reason-text.ts';

/** While a step is open: right, partly or wrong, and which evidence already on the screen speaks about the answer. */
export function Feedback({ step }: { readonly step: StepView }) {
  const { t } = useTranslation();
  const { view, graph } = useServices();
  const reasonText = useReasonText();
  if (step.verdict === null || step.triesUsed === 0) return null;
  return (
    <div className={`feedback feedback--${step.verdict}`} role="status">
      <p className="feedback__verdict">
        <VerdictMark verdict={step.verdict} />
        <span>{t('step.triesLeft', { count: step.triesMax - step.triesUsed })}</span>
      </p>
      {step.feedback.length > 0 && (
        <ul className="feedback__list">
          {step.feedback.map((item) => (
            <li key={JSON.stringify(item)}>
              <span>{reasonText('feedback', item)}</span>
              {item.nodes.length > 0 && (
                <Button
                  size="small"
                  tone="quiet"
                  icon={Crosshair}
                  onPress={() => {
                    view.setState({ selection: item.nodes, selectedOutput: null });
                    graph.current?.focus(item.nodes);
                  }}
                >
                  {t('feedback.show')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
