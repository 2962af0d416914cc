import { FileText, Image, ImageOff, type LucideIcon, Mail, MessageSquareQuote, StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Exhibit } from '../../../core/bridge/views.ts';
import { useCaseLanguage } from '../CaseLanguage.tsx';
import { SafeMarkdown } from './SafeMarkdown.tsx';

const icons: Readonly<Record<Exhibit['kind'], LucideIcon>> = {
  mail: Mail,
  note: StickyNote,
  statement: MessageSquareQuote,
  image: Image,
  document: FileText,
};

/** As an <img>, an SVG runs no script and loads nothing. Anything but an embedded picture is refused. */
const isEmbeddedImage = (url: string): boolean => /^data:image\/(svg\+xml|png|jpeg|webp|gif)[;,]/.test(url);

interface ExhibitPaperProps {
  readonly exhibit: Exhibit;
  /** 1-based, for reference in reports: Exhibit 2. */
  readonly number: number;
}

export function ExhibitPaper({ exhibit, number }: ExhibitPaperProps) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  const Icon = icons[exhibit.kind];
  const titleId = `exhibit-${exhibit.id}`;
  return (
    <article className={`paper paper--${exhibit.kind}`} aria-labelledby={titleId}>
      <header className="paper__header">
        <span className="paper__kind">
          <Icon aria-hidden size={14} />
          {t('exhibit.number', { number, kind: t(`exhibit.kind.${exhibit.kind}`) })}
        </span>
        <span className="paper__stamp">{t('simulated.mark')}</span>
      </header>
      <h3 id={titleId} className="paper__title" lang={lang}>
        {exhibit.title}
      </h3>
      {exhibit.imageDataUrl !== null && <ExhibitImage url={exhibit.imageDataUrl} alt={exhibit.alt} />}
      {exhibit.markdown !== '' && <SafeMarkdown text={exhibit.markdown} />}
    </article>
  );
}

function ExhibitImage({ url, alt }: { readonly url: string; readonly alt: string }) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  if (!isEmbeddedImage(url)) {
    return (
      <p className="refused" role="note">
        <ImageOff aria-hidden size={14} />
        {t('exhibit.namedImageRefused', { alt })}
      </p>
    );
  }
  return <img className="paper__image" lang={lang} src={url} alt={alt} draggable={false} />;
}
