import { Label, ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ImportJob } from '../../state/library-store.ts';
import { Button } from '../controls/Button.tsx';
import { useLibrary, useRun, useServices } from '../services.ts';

/** Scenarios being compiled: what is done now, how far it is, and the way out. */
export function ImportJobs() {
  const jobs = useLibrary((state) => state.jobs);
  return jobs.map((job) => <ImportProgress key={job.jobId} job={job} />);
}

function ImportProgress({ job }: { readonly job: ImportJob }) {
  const { t, i18n } = useTranslation();
  const { library } = useServices();
  const run = useRun();
  const key = `import.phase.${job.phase}`;
  const label = i18n.exists(key) ? t(key as 'import.phase.queued') : t('import.phase.other', { phase: job.phase });
  return (
    <div className="import-job">
      <ProgressBar className="progress" value={job.done} maxValue={Math.max(1, job.total)} isIndeterminate={job.total === 0}>
        {({ percentage, valueText }) => (
          <>
            <Label className="progress__label">{label}</Label>
            <span className="progress__value figure">{job.total === 0 ? '' : valueText}</span>
            <div className="progress__track">
              <div className="progress__fill" style={{ inlineSize: `${percentage ?? 100}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      <Button onPress={() => run(() => library.cancelImport(job.jobId))}>{t('import.cancel')}</Button>
    </div>
  );
}
