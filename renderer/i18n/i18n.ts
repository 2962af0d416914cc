import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import { pseudoLocale, pseudoTexts } from './pseudo-locale.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    // Keys are checked by the compiler: a key that is not in en.json does not build.
    resources: { translation: typeof en };
    returnNull: false;
  }
}

export const languages = ['en', pseudoLocale] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === pseudoLocale ? 'rtl' : 'ltr');

/** Texts ship inside the bundle; nothing is fetched. Resolves synchronously enough for the first frame. */
export async function startTexts(language: Language): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: [...languages],
    resources: { en: { translation: en }, [pseudoLocale]: { translation: pseudoTexts(en) } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}
