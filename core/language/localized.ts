import { z } from 'zod';

/** A BCP 47 language tag. */
export const languageTagSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { message: 'a language is written like "en", "de" or "pt-BR"' });

/** `one` for everybody, or a map by language tag that always has `en`. */
export const byLanguage = <T extends z.ZodString>(one: T) =>
  z.union([
    one,
    z.record(languageTagSchema, one).refine((map) => map['en'] !== undefined, { message: 'what is given by language needs at least "en"' }),
  ]);

/** Scenario text from version 1: one string, or a map by BCP 47 language tag that always has `en`. */
export const localizedSchema = byLanguage(z.string());
export type Localized = z.infer<typeof localizedSchema>;

/** A text as an author writes it: none of its languages may be empty. */
export const textSource = localizedSchema.superRefine((value, context) => {
  if (typeof value === 'string') {
    if (value.trim() === '') context.addIssue({ code: 'custom', message: 'a text may not be empty' });
    return;
  }
  for (const [language, part] of Object.entries(value)) {
    if (part.trim() !== '') continue;
    const write = `write the text after "${language}:"`;
    const params = { remedy: language === 'en' ? write : `${write}, or take "${language}" out here and in "languages"` };
    context.addIssue({ code: 'custom', path: [language], message: `the text in "${language}" may not be empty`, params });
  }
});

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
