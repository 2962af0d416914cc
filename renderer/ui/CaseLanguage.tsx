import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { askedCaseLanguage } from '../state/preferences.ts';
import { Chooser } from './controls/Fields.tsx';
import { languageName } from './language-name.ts';
import { useCaseStore, useLibrary, useRun, useServices, useView } from './services.ts';
import { setPreferences } from './set-preferences.ts';

/** Which language the texts of the case are read in; only where its author wrote more than one. */
export function CaseLanguageChooser() {
  const { t, i18n } = useTranslation();
  const { view } = useServices();
  const briefing = useCaseStore((state) => state.data?.briefing);
  const cards = useLibrary((state) => state.cards);
  const asked = useView((state) => askedCaseLanguage(state.preferences));
  const languages = briefing?.languages ?? [...new Set(cards?.flatMap((card) => card.languages))];
  if (languages.length < 2) return null;
  const read = briefing?.language ?? (languages.includes(asked) ? asked : 'en');
  return (
    <Chooser
      label={t('caseLanguage.label')}
      options={languages.map((tag) => ({ id: tag, text: languageName(tag, i18n.language) }))}
      value={read}
      onChange={(caseLanguage) => setPreferences(view, { caseLanguage })}
    />
  );
}

/** Asks the host for everything on show again when another language is chosen. */
export function CaseLanguage() {
  const { library, cases } = useServices();
  const run = useRun();
  const asked = useView((state) => askedCaseLanguage(state.preferences));
  useEffect(() => {
    run(async () => {
      if (cases.store.getState().data !== null) await cases.readIn(asked);
      await library.refresh();
    });
  }, [asked, library, cases, run]);
  return null;
}

// Isolates of the Unicode bidirectional algorithm: a text that loses its element still reads in the right direction.
const isolate = '\u2068';
const endOfIsolate = '\u2069';
const isolated = /\u2068([^\u2069]*)\u2069/;

/** Marks a text of the case that is about to stand inside of an interface text; show the whole by `WithCaseText`. */
export const caseText = (text: string): string => `${isolate}${text}${endOfIsolate}`;

/** The same text for places that hold no elements, e.g. `aria-label`. */
export const withoutMarks = (text: string): string => text.replaceAll(isolate, '').replaceAll(endOfIsolate, '');

/** An interface text in which those parts that `caseText` marked carry the `lang` of the case. */
export function WithCaseText({ text }: { readonly text: string }) {
  const lang = useCaseLanguage();
  const [before = '', marked, ...after] = text.split(isolated);
  if (marked === undefined) return before;
  return (
    <>
      {before}
      <bdi lang={lang}>{marked}</bdi>
      {after.map(withoutMarks).join('')}
    </>
  );
}

/** For `lang` on what a scenario's author wrote: a screen reader speaks it in the right voice. Absent while no case is open. */
export const useCaseLanguage = (): string | undefined => useCaseStore((state) => state.data?.briefing.language);
