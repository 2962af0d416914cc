import english from '../../../renderer/i18n/en.json' with { type: 'json' };
import { pseudoTexts } from '../../../renderer/i18n/pseudo-locale.ts';

export type Texts = typeof english;

export { english };
/** The right-to-left test language, with the keys of English. */
export const pseudo = pseudoTexts(english) as unknown as Texts;

/** An interface text with its places filled, as i18next fills them. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((whole, [name, value]) => whole.replace(`{{${name}}}`, value), text);
}
