import { checkHints } from './check-hints.ts';
import { checkLanguages } from './check-languages.ts';
import { checkMoney } from './check-money.ts';
import { checkNames } from './check-names.ts';
import { checkParties } from './check-parties.ts';
import { checkPictures } from './check-pictures.ts';
import { checkAnswers, checkWays } from './check-steps.ts';
import { checkStepClocks, checkTimes } from './check-times.ts';
import { Complaints, inOrder } from './complaints.ts';
import { nameRemedy } from './nearest.ts';
import { type ScenarioProblem, ScenarioRejected } from './problem.ts';
import type { Scenario } from './scenario.ts';
import { type ScenarioSource, scenarioSourceSchema } from './scenario-source.ts';
import { schemaProblems, shown } from './schema-problems.ts';
import { SourceText } from './source-text.ts';
import { type EventVerb, eventSchemas, eventVerbs, type StoryEvent } from './story-source.ts';

/**
 * Reads a scenario source: YAML 1.2, format `scenario/1`. Everything that is wrong is found in one go: the shape of every section, and
 * of the sections whose shape holds references, times, money, names, languages, hints and, where `media` is given (files of the
 * scenario's `media` folder by name), pictures.
 * @throws ScenarioRejected with all problems, in the order of the text
 */
export function parseScenario(text: string, fileName: string, media: ReadonlyMap<string, Uint8Array> | null = null): Scenario {
  const read = SourceText.read(text);
  if ('problems' in read) throw new ScenarioRejected(fileName, inOrder(read.problems));
  const { source } = read;
  const version = versionProblem(source);
  if (version !== null) throw new ScenarioRejected(fileName, [version]);
  const head = scenarioSourceSchema.safeParse(source.value);
  const about = { source, schema: scenarioSourceSchema, root: source.value, prefix: [] };
  const events = parseStory(source);
  const complaints = new Complaints(source);
  checkSound(soundSections(source.value, events), media, complaints);
  const problems = [...(head.success ? [] : schemaProblems(head.error, about)), ...events.problems, ...complaints.problems];
  if (!head.success || problems.length > 0) throw new ScenarioRejected(fileName, inOrder(problems));
  return { ...(head.data satisfies ScenarioSource), story: events.story, text: source, fileName };
}

type Sections = Omit<Scenario, 'text' | 'fileName'>;

/** The sections whose own shape holds, whatever is wrong with the others. */
function soundSections(value: unknown, events: { story: StoryEvent[]; problems: readonly ScenarioProblem[] }): Partial<Sections> {
  if (typeof value !== 'object' || value === null) return {};
  const sound = Object.entries(scenarioSourceSchema.shape).flatMap(([key, schema]) => {
    const section = schema.safeParse((value as Record<string, unknown>)[key]);
    return section.success ? [[key, section.data] as const] : [];
  });
  const { story, ...others }: Partial<ScenarioSource> = Object.fromEntries(sound);
  return story === undefined || events.problems.length > 0 ? others : { ...others, story: events.story };
}

const holds = <K extends keyof Sections>(sections: Partial<Sections>, ...keys: K[]): sections is Partial<Sections> & Pick<Sections, K> =>
  keys.every((key) => sections[key] !== undefined);

/** Every check whose sections are sound: what stands in a section at fault is not known, so nothing is said of what refers to it. */
function checkSound(sections: Partial<Sections>, media: ReadonlyMap<string, Uint8Array> | null, complaints: Complaints): void {
  if (holds(sections, 'actors', 'story', 'clock')) {
    checkParties(sections, complaints);
    checkTimes(sections, complaints);
    // Money can only be followed between parties that exist, and in an order that holds.
    if (complaints.problems.length === 0) checkMoney(sections, complaints);
    if (holds(sections, 'names', 'tags', 'briefing', 'exercise')) checkNames(sections, complaints);
    if (holds(sections, 'names', 'exercise')) checkAnswers(sections, complaints);
  }
  if (holds(sections, 'title', 'summary', 'languages', 'briefing', 'exercise')) checkLanguages(sections, complaints);
  if (holds(sections, 'exercise')) {
    checkHints(sections, complaints);
    checkWays(sections, complaints);
  }
  if (holds(sections, 'clock', 'exercise')) checkStepClocks(sections, complaints);
  if (media !== null && holds(sections, 'briefing')) checkPictures(sections, media, complaints);
}

/** A source of another format is not measured against this one's keys: its problems would only mislead. */
function versionProblem(source: SourceText): ScenarioProblem | null {
  const { value } = source;
  const isSection = typeof value === 'object' && value !== null && !Array.isArray(value);
  const version = isSection && Object.hasOwn(value, 'ariadne') ? (value as { ariadne: unknown }).ariadne : undefined;
  if (version === 'scenario/1') return null;
  const place = source.locate(['ariadne']) ?? { line: 1, column: 1 };
  const found =
    version !== undefined
      ? `"ariadne: ${String(version).slice(0, 40)}"`
      : isSection
        ? 'no "ariadne:" key'
        : `${shown(value ?? undefined)} in the whole file`;
  return {
    code: 'language/format',
    ...place,
    path: 'ariadne',
    message: `found ${found}, expected "ariadne: scenario/1"`,
    remedy: 'a scenario source begins with the line "ariadne: scenario/1"',
  };
}

function parseStory(source: SourceText): { story: StoryEvent[]; problems: ScenarioProblem[] } {
  const list = (source.value as { story?: unknown }).story;
  const story: StoryEvent[] = [];
  const problems: ScenarioProblem[] = [];
  if (!Array.isArray(list)) return { story, problems };
  list.forEach((item: unknown, index) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return;
    const verbs = eventVerbs.filter((verb) => Object.hasOwn(item, verb));
    const [verb] = verbs;
    if (verb === undefined || verbs.length > 1) problems.push(verbProblem(source, index, { item, verbs }));
    else parseEvent(verb, item, { source, index, story, problems });
  });
  return { story, problems };
}

function parseEvent(
  verb: EventVerb,
  item: object,
  into: { source: SourceText; index: number; story: StoryEvent[]; problems: ScenarioProblem[] },
): void {
  const schema = eventSchemas[verb];
  const parsed = schema.safeParse(item);
  // The verb and its schema come from one table, which the type system cannot follow through the lookup.
  if (parsed.success) into.story.push({ verb, ...parsed.data } as StoryEvent);
  else into.problems.push(...schemaProblems(parsed.error, { source: into.source, schema, root: item, prefix: ['story', into.index] }));
}

function verbProblem(source: SourceText, index: number, found: { item: object; verbs: readonly string[] }): ScenarioProblem {
  const path = ['story', index];
  const common = new Set(['id', 'at', 'after', 'from', 'to', 'into']);
  const candidate = Object.keys(found.item).find((key) => !common.has(key));
  const message =
    found.verbs.length > 1
      ? `an event does one thing, but this one has ${found.verbs.map((verb) => `"${verb}"`).join(' and ')}`
      : candidate === undefined
        ? 'this event does not say what happens'
        : `"${candidate}" is not something that can happen`;
  const remedy = found.verbs.length > 1 ? 'write two events' : nameRemedy(candidate ?? '', eventVerbs);
  const place = candidate === undefined ? source.locate(path) : source.locateKey([...path, candidate]);
  return { code: 'language/unknown-verb', line: place?.line ?? null, column: place?.column ?? null, path: path.join('.'), message, remedy };
}
