import { Meter } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Tag } from '../../../core/chain/tag.ts';

/** Attribution tags: somebody's claim, with who says so and how sure they are. */
export function TagList({ tags }: { readonly tags: readonly Tag[] }) {
  const { t } = useTranslation();
  if (tags.length === 0) return <p className="quiet">{t('tags.none')}</p>;
  return (
    <ul className="tags">
      {tags.map((tag) => (
        <li key={`${tag.label}-${tag.source}`} className="tag">
          <p className="tag__label">
            {tag.label}
            <span className="tag__category">{tag.category}</span>
          </p>
          <p className="tag__source">{t('tags.source', { source: tag.source })}</p>
          <Meter className="tag__confidence" value={tag.confidenceLevel} aria-label={t('tags.confidence')}>
            {({ percentage }) => (
              <>
                <span className="tag__confidence-text">
                  {t('tags.confidenceOf', { confidence: tag.confidence, level: tag.confidenceLevel })}
                </span>
                <span className="tag__bar">
                  <span className="tag__bar-fill" style={{ inlineSize: `${percentage}%` }} />
                </span>
              </>
            )}
          </Meter>
          {tag.isService && <p className="tag__service">{t('tags.service')}</p>}
        </li>
      ))}
    </ul>
  );
}
