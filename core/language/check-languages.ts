import type { Complaints } from './complaints.ts';
import type { Localized } from './localized.ts';
import type { Scenario } from './scenario.ts';
import type { SourcePath } from './source-text.ts';

/** What these checks look at. */
type Checked = Pick<Scenario, 'title' | 'summary' | 'languages' | 'briefing' | 'exercise'>;

/** A text that a trainee reads, and where it stands in the source. */
interface PlacedText {
  readonly path: SourcePath;
  readonly text: Localized;
}

/** The texts under these keys of one section; keys that the author left out have none. */
function textsIn<K extends string>(section: { readonly [key in K]?: Localized | undefined }, keys: readonly K[], path: SourcePath) {
  return keys.flatMap((key): PlacedText[] => {
    const text = section[key];
    return text === undefined ? [] : [{ path: [...path, key], text }];
  });
}

function textsOf({ title, summary, briefing, exercise }: Checked): PlacedText[] {
  return [
    ...textsIn({ title, summary }, ['title', 'summary'], []),
    ...textsIn(briefing, ['task', 'legal-frame'], ['briefing']),
    ...briefing.exhibits.flatMap((exhibit, at) => {
      // One picture may be meant for all languages: only where there is one for each they are counted.
      const keys = ['title', 'markdown', ...(typeof exhibit.image === 'object' ? (['image'] as const) : []), 'alt'] as const;
      return textsIn(exhibit, keys, ['briefing', 'exhibits', at]);
    }),
    ...briefing.known.flatMap((known, at) => textsIn(known, ['text'], ['briefing', 'known', at])),
    ...exercise.steps.flatMap((step, index) => {
      const path = ['exercise', 'steps', index];
      return [
        ...textsIn(step, ['title', 'prompt', 'explain'], path),
        ...step.hints.flatMap((hint, at) => textsIn(hint, ['title', 'text'], [...path, 'hints', at])),
        ...step.choices.flatMap((choice, at) => textsIn(choice, ['text'], [...path, 'choices', at])),
        ...textsIn(step.ideal, ['text'], [...path, 'ideal']),
      ];
    }),
  ];
}

/** A declared language is a promise: every text is there in it. */
export function checkLanguages(scenario: Checked, complaints: Complaints): void {
  const { languages } = scenario;
  if (languages.length < 2) return;
  for (const { path, text } of textsOf(scenario)) {
    const missing = typeof text === 'string' ? languages : languages.filter((language) => text[language] === undefined);
    if (missing.length === 0) continue;
    const [code, names] = [missing[0] ?? '', missing.map((language) => `"${language}"`).join(' and ')];
    const asWritten = `write it by language, as in { ${languages.map((language) => `${language}: ...`).join(', ')} }`;
    complaints.add(path, {
      code: 'language/missing-language',
      message:
        typeof text === 'string'
          ? `this text does not say its language, and the scenario promises ${names}`
          : `this ${path.at(-1) === 'image' ? 'picture' : 'text'} is not there in ${names}, which the scenario promises`,
      remedy:
        typeof text === 'string'
          ? `${asWritten}, also where it is the same in all`
          : `add "${code}: ..." here, or take ${names} out of "languages" until every text is translated`,
    });
  }
}
