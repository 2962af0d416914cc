import { ImageOff } from 'lucide-react';
import type { ComponentPropsWithoutRef, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { useCaseLanguage } from '../CaseLanguage.tsx';

/** Pictures in running text would load from elsewhere: they are left out, and the reader is told. */
function RefusedImage({ alt }: ComponentPropsWithoutRef<'img'>) {
  const { t } = useTranslation();
  return (
    <span className="refused" role="note">
      <ImageOff aria-hidden size={14} />
      {alt === undefined || alt === '' ? t('exhibit.imageRefused') : t('exhibit.namedImageRefused', { alt })}
    </span>
  );
}

/** Nothing leaves this machine: a link is shown as evidence, with its target written out, and leads nowhere. */
function InertLink({ href, children }: { readonly href?: string | undefined; readonly children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <span className="inert-link" title={t('exhibit.linkInert')}>
      {children}
      {href !== undefined && href !== children && (
        <bdi dir="ltr" className="inert-link__target">
          {' '}
          ({href})
        </bdi>
      )}
    </span>
  );
}

const components: Components = {
  img: ({ alt }) => <RefusedImage alt={alt} />,
  a: ({ href, children }) => <InertLink href={href}>{children}</InertLink>,
  // The exhibit's title is the heading of its paper; headings inside come below it.
  h1: ({ children }) => <h4>{children}</h4>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  input: ({ checked }) => <span aria-hidden>{checked === true ? '☑' : '☐'}</span>,
};

/** Markdown by an author who is not trusted: no HTML, no scripts, no pictures, no links that go anywhere. */
export function SafeMarkdown({ text }: { readonly text: string }) {
  const lang = useCaseLanguage();
  return (
    <div className="markdown" lang={lang}>
      <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]} components={components}>
        {text}
      </Markdown>
    </div>
  );
}
