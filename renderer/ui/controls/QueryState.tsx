import { useTranslation } from 'react-i18next';
import type { ErrorData } from '../../../core/errors.ts';
import { errorTexts } from './notices.ts';

/** While an answer is on its way. */
export function Waiting() {
  const { t } = useTranslation();
  return (
    <p className="waiting" role="status">
      {t('query.waiting')}
    </p>
  );
}

/** An answer that did not come: what happened and what to do, in place. */
export function QueryFailure({ error }: { readonly error: ErrorData }) {
  const { i18n } = useTranslation();
  const { title, meaning, remedy } = errorTexts(i18n, error);
  return (
    <div className="query-failure" role="alert">
      <p className="query-failure__title">{title}</p>
      <p>{meaning}</p>
      <p>{remedy}</p>
    </div>
  );
}
