import i18next, { type TFunction } from 'i18next';
import en from './en.json';

/** A text by its key, e.g. `menu.file`. */
export type ShellText = (key: string) => string;

/** Texts of menu and dialogs, which the desktop draws and not the page. */
export async function startShellTexts(language: string): Promise<ShellText> {
  const instance = i18next.createInstance();
  const translate: TFunction = await instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return (key) => translate(key);
}
