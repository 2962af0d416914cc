import { z } from 'zod';

/** Scenario text from version 1: one string, or a map by BCP 47 language tag that always has `en`. */
export const localizedSchema = z.union([
  z.string(),
  z
    .record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), z.string())
    .refine((map) => map['en'] !== undefined, { message: 'a text by language needs at least "en"' }),
]);
export type Localized = z.infer<typeof localizedSchema>;

/** The text for a language: exact tag, then its base language, then English. */
export function localize(text: Localized, language: string): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text[language.split('-')[0] ?? ''] ?? text['en'] ?? '';
}
