import { pseudoLocale } from '../i18n/pseudo-locale.ts';

/** A language in the reader's own. The test language has no names of its own: English ones serve. */
export function languageName(tag: string, reader: string): string {
  const names = new Intl.DisplayNames([reader === pseudoLocale ? 'en' : reader], { type: 'language' });
  return names.of(tag) ?? tag;
}
