import { z } from 'zod';

/** Scenario text from version 1: one string, or a map by BCP 47 language tag that always has `en`. */
export const localizedSchema = z.union([
  z.string(),
  z
    .record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), z.string())
    .refine((map) => map['en'] !== undefined, { message: 'a text by language needs at least "en"' }),
]);
export type Localized = z.infer<typeof localizedSchema>;

/** The one of a scenario's languages that is meant: the tag asked for, then its base language, then English, then the scenario's first. */
export function languageAmong(languages: readonly string[], asked: string): string {
  const wanted = [asked, asked.split('-')[0], 'en'];
  return wanted.find((tag): tag is string => tag !== undefined && languages.includes(tag)) ?? languages[0] ?? 'en';
}

/** The text for a language: exact tag, then its base language, then English. */
export function localize(text: Localized, language: string): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text[language.split('-')[0] ?? ''] ?? text['en'] ?? '';
}
