import { useTranslation } from 'react-i18next';
import type { ImportFailure } from '../../../core/bridge/contract.ts';
import { Button } from '../controls/Button.tsx';
import { ModalDialog } from '../controls/ModalDialog.tsx';
import { useLibrary, useServices } from '../services.ts';

type Problem = ImportFailure['problems'][number];

/** A file that is no scenario: what is wrong, where, and what to do. The library is as it was. */
export function ImportFailureDialog() {
  const { t } = useTranslation();
  const { library } = useServices();
  const failure = useLibrary((state) => state.failure);
  if (failure === null) return null;
  const close = (): void => library.dismissFailure();
  return (
    <ModalDialog
      title={t('import.failedTitle', { file: failure.file })}
      size="large"
      onClose={close}
      footer={
        <Button tone="primary" onPress={close}>
          {t('action.close')}
        </Button>
      }
    >
      <p>{t('import.failedIntro', { count: failure.problems.length })}</p>
      <ol className="problems" aria-label={t('import.problems')}>
        {failure.problems.map((problem, index) => (
          <ProblemItem key={`${problem.line}:${problem.column}:${index}`} file={failure.file} problem={problem} />
        ))}
      </ol>
    </ModalDialog>
  );
}

function ProblemItem({ file, problem }: { readonly file: string; readonly problem: Problem }) {
  const { t } = useTranslation();
  const { line, column } = problem;
  return (
    <li className="problem">
      <p className="problem__place">
        <bdi dir="ltr">{line === null ? file : t('import.place', { file, line, column: column ?? 1 })}</bdi>
        {problem.path !== '' && (
          <bdi dir="ltr" className="problem__path">
            {problem.path}
          </bdi>
        )}
      </p>
      <p className="problem__message">{problem.message}</p>
      {problem.remedy !== '' && (
        <p className="problem__remedy">
          <strong>{t('import.remedy')}</strong> {problem.remedy}
        </p>
      )}
      <p className="problem__code">
        <bdi dir="ltr">{problem.code}</bdi>
      </p>
    </li>
  );
}
