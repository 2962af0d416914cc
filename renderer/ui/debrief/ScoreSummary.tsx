import { Meter } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Debrief } from '../../../core/bridge/views.ts';
import { Duration } from '../controls/Figures.tsx';

export function ScoreSummary({ debrief }: { readonly debrief: Debrief }) {
  const { t } = useTranslation();
  const { points, maxPoints, percent, steps } = debrief;
  const spentMs = steps.reduce((sum, step) => sum + step.durationMs, 0);
  const hintCost = steps.reduce((sum, step) => sum + step.hintCost, 0);
  return (
    <div className="score">
      <Meter className="score__meter" value={percent} aria-label={t('debrief.score')}>
        <p className="score__figure">
          <span className="score__percent figure">{t('debrief.percent', { percent: Math.round(percent) })}</span>
          <span className="score__points figure">{t('debrief.points', { points, max: maxPoints })}</span>
        </p>
        <div className="progress__track">
          <div className="progress__fill" style={{ inlineSize: `${Math.max(0, Math.min(100, percent))}%` }} />
        </div>
      </Meter>
      <dl className="score__facts">
        <div>
          <dt>{t('debrief.found')}</dt>
          <dd className="figure">{debrief.found.length}</dd>
        </div>
        <div>
          <dt>{t('debrief.missed')}</dt>
          <dd className="figure">{debrief.missed.length}</dd>
        </div>
        <div>
          <dt>{t('debrief.beyond')}</dt>
          <dd className="figure">{debrief.beyond.length}</dd>
        </div>
        <div>
          <dt>{t('debrief.wronglyAccused')}</dt>
          <dd className="figure">{debrief.wronglyAccused.length}</dd>
        </div>
        <div>
          <dt>{t('debrief.hintsCost')}</dt>
          <dd className="figure">{hintCost}</dd>
        </div>
        <div>
          <dt>{t('debrief.time')}</dt>
          <dd>
            <Duration ms={spentMs} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
