import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Debrief as DebriefView } from '../../../core/bridge/views.ts';
import type { NodeId } from '../../../core/ids.ts';
import { QueryFailure, Waiting } from '../controls/QueryState.tsx';
import { useCase } from '../services.ts';
import { useQuery } from '../use-query.ts';
import { AccusationLists } from './AccusationLists.tsx';
import { IdealPath } from './IdealPath.tsx';
import { ScoreSummary } from './ScoreSummary.tsx';
import { StepResults } from './StepResults.tsx';
import { TruthGraph } from './TruthGraph.tsx';

/** The truth over the trace: what was found, what was missed, what nobody asked for, who was wrongly accused, and how it could have gone. */
export function Debrief() {
  const { attemptId, briefing } = useCase();
  const { language } = briefing;
  const debrief = useQuery('debrief.get', { attemptId, language });
  if (debrief.status === 'loading') return <Waiting />;
  if (debrief.status === 'failed') return <QueryFailure error={debrief.error} />;
  return <DebriefScreen debrief={debrief.value} />;
}

function DebriefScreen({ debrief }: { readonly debrief: DebriefView }) {
  const { t } = useTranslation();
  const [focus, setFocus] = useState<readonly NodeId[]>([]);
  return (
    <div className="debrief">
      <section className="debrief__results" aria-labelledby="debrief-title">
        <h2 id="debrief-title" className="visually-hidden">
          {t('debrief.title')}
        </h2>
        <ScoreSummary debrief={debrief} />
        <StepResults steps={debrief.steps} />
      </section>
      <section className="debrief__truth" aria-label={t('debrief.truth')}>
        <TruthGraph debrief={debrief} focus={focus} onFocus={setFocus} />
        <div className="debrief__below">
          <IdealPath path={debrief.idealPath} onFocus={setFocus} />
          <AccusationLists debrief={debrief} onFocus={setFocus} />
        </div>
      </section>
    </div>
  );
}
