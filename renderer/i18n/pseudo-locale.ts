/** The right-to-left test language: English turned round, so that every text that did not come through i18next stands out. */
export const pseudoLocale = 'ar-XB';

interface Texts {
  readonly [key: string]: string | Texts;
}

/** Interpolations, nestings and tags stay as they are: they are code, not words. */
const codeInText = /(\{\{[^}]*\}\}|\$t\([^)]*\)|<\/?\w+\s*\/?>)/;
const rightToLeftOverride = '\u202E';
const popDirection = '\u202C';

/** `[word word]`, each run of words drawn from right to left. */
export function pseudoText(english: string): string {
  const parts = english.split(codeInText).map((part, index) => {
    if (index % 2 === 1 || part.trim() === '') return part;
    const words = part.trim();
    return part.replace(words, () => `${rightToLeftOverride}${words}${popDirection}`);
  });
  return `[${parts.join('')}]`;
}

/** All six Arabic plural forms come from the English `_other`, so that no count falls back to English. */
const arabicForms = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

export function pseudoTexts(english: Texts): Texts {
  const mirrored: Record<string, string | Texts> = {};
  for (const [key, text] of Object.entries(english)) {
    if (typeof text !== 'string') mirrored[key] = pseudoTexts(text);
    else if (key.endsWith('_other')) for (const form of arabicForms) mirrored[key.replace(/other$/, form)] ??= pseudoText(text);
    else mirrored[key] = pseudoText(text);
  }
  return mirrored;
}
