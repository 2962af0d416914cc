import { z } from 'zod';
import { isLanguage, type Language } from '../i18n/i18n.ts';

/** What a person wants the window to look like. View state: convenience, never evidence. */
const preferencesSchema = z.object({
  theme: z.enum(['dark', 'light']).catch('dark'),
  language: z
    .string()
    .transform((tag): Language => (isLanguage(tag) ? tag : 'en'))
    .catch('en'),
  /** Language of the case texts where the scenario has it; null: as the interface. */
  caseLanguage: z.string().max(20).nullable().catch(null),
  motion: z.enum(['system', 'reduced', 'full']).catch('system'),
  /** Letters without Ctrl as shortcuts; off for speech input, which types letters by accident (WCAG 2.1.4). */
  singleKeys: z.boolean().catch(true),
  traineeId: z.string().nullable().catch(null),
});
export type Preferences = z.output<typeof preferencesSchema>;
export type Theme = Preferences['theme'];

/** What the host is asked for; it gives the nearest that the scenario has. */
export const askedCaseLanguage = ({ caseLanguage, language }: Preferences): string => caseLanguage ?? language;

const key = 'ariadne.preferences';

/** A storage that may be absent or full: preferences are never worth a failed start. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Stored preferences with every unreadable part replaced by its default; `?lang=` in the page's address wins. */
export function loadPreferences(storage: PreferenceStorage, pageSearch: string): Preferences {
  let stored: unknown = {};
  try {
    stored = JSON.parse(storage.getItem(key) ?? '{}');
  } catch {
    stored = {};
  }
  const preferences = preferencesSchema.parse(typeof stored === 'object' && stored !== null ? stored : {});
  const asked = new URLSearchParams(pageSearch).get('lang');
  return asked !== null && isLanguage(asked) ? { ...preferences, language: asked } : preferences;
}

export function savePreferences(storage: PreferenceStorage, preferences: Preferences): void {
  try {
    storage.setItem(key, JSON.stringify(preferences));
  } catch {
    // A full or forbidden storage costs the person their preferences at the next start, nothing else.
  }
}
