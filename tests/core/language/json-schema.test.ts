import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scenarioJsonSchema } from '../../../core/language/json-schema.ts';
import { scenarioSourceSchema } from '../../../core/language/scenario-source.ts';
import { type EventVerb, eventSchemas, eventVerbs } from '../../../core/language/story-source.ts';

const scenarios = resolve(import.meta.dirname, '..', '..', '..', 'scenarios');
const driftwood = parse(readFileSync(join(scenarios, 'driftwood', 'scenario.yaml'), 'utf8')) as Tree;
const isAccepted = new Ajv({ strict: true, allErrors: true }).compile(scenarioJsonSchema());

type Tree = { [key: string]: unknown };

/** Ariadne's own reading of the form: the sections, then every event by its verb. */
function isRead(source: Tree): boolean {
  const sections = scenarioSourceSchema.safeParse(source);
  if (!sections.success) return false;
  return sections.data.story.every((event) => {
    const verb = eventVerbs.find((one) => one in event);
    return verb !== undefined && eventSchemas[verb satisfies EventVerb].safeParse(event).success;
  });
}

type Path = readonly (string | number)[];

/** Where there is anything in a tree, the tree itself left out. */
function pathsOf(tree: unknown, at: Path = []): Path[] {
  if (typeof tree !== 'object' || tree === null) return [at];
  const entries: [string | number, unknown][] = Array.isArray(tree) ? tree.map((item, index) => [index, item]) : Object.entries(tree);
  return [...(at.length === 0 ? [] : [at]), ...entries.flatMap(([key, value]) => pathsOf(value, [...at, key]))];
}

function withValue(tree: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(tree) ? [...tree] : { ...(tree as Tree) }) as Tree;
  copy[key] = withValue(copy[key], rest, value);
  return copy;
}

const edited = (path: Path, value: unknown): Tree => withValue(driftwood, path, value) as Tree;

test('[LG28] the published schema is the one that the command prints', () => {
  const published = JSON.parse(readFileSync(join(scenarios, 'scenario-1.schema.json'), 'utf8')) as unknown;
  expect(published).toEqual(scenarioJsonSchema());
});

test('[LG28] whatever Ariadne reads, an editor does not underline', () => {
  expect(isRead(driftwood)).toBe(true);
  expect([isAccepted(driftwood), isAccepted.errors]).toEqual([true, null]);
  const paths = pathsOf(driftwood);
  const space = fc.constantFrom('', ' ', '  ');
  const length = fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom('m', 'h', 'd')).map((parts) => parts.join(''));
  const amount = fc
    .tuple(
      fc.constantFrom('0.5', '12', '.5', '3.', '0.00000001', '1 000'),
      space,
      fc.constantFrom('..2', '.. 2', '', '...3'),
      space,
      fc.constantFrom('BTC', 'sat', 'btc'),
    )
    .map((parts) => parts.join(''));
  const moment = fc.constantFrom(
    'day 2 10:12',
    'day -3 9:05',
    '2025-02-11T10:12Z',
    '2025-02-11T10:12:30Z',
    'day 2',
    '2025-02-30T10:12Z',
    'ransom + 26h',
    'ransom.main',
  );
  const text = fc.oneof(
    length,
    fc.tuple(length, length).map((parts) => parts.join('..')),
    amount,
    moment,
    fc.constantFrom('20%', '12.5%', '100%', '9..12', 'gang', 'gang.collect', 'northgate.deposit(mule)', 'bitcoin/p2tr', 'a-b', 'X'),
  );
  const padded = fc.tuple(space, text, space).map((parts) => parts.join(''));
  const value = fc.oneof(
    padded,
    padded,
    fc.integer({ min: -1, max: 2000 }),
    fc.constantFrom(null, true, [], {}, undefined, ['en'], { en: 'x' }),
  );
  const other = fc
    .tuple(fc.constantFrom(...paths), fc.constantFrom(...paths))
    .map(([to, from]) => ({ to, value: from.reduce<unknown>((at, key) => (at as Tree)[key], driftwood) }));
  // Most of the text is prose: places with a form of their own come as often as all others.
  const forms = paths.filter(([section]) => section === 'clock' || section === 'story');
  const edit = fc.oneof(fc.record({ to: fc.oneof(fc.constantFrom(...paths), fc.constantFrom(...forms)), value }), other);
  let read = 0;
  fc.assert(
    fc.property(edit, ({ to, value: put }) => {
      const source = edited(to, put);
      if (!isRead(source)) return;
      read++;
      expect([isAccepted(source), isAccepted.errors]).toEqual([true, null]);
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(150);
});

describe('[LG28] what an editor underlines', () => {
  const story = driftwood['story'] as Tree[];
  const paying = story.findIndex((event) => 'pay' in event);
  test.each<[string, Path, unknown]>([
    ['a key that does not exist', ['noise', 'payment'], 7],
    ['a word that is none of the list', ['level'], 'expert'],
    ['a skill that is not on the list', ['skills', 0], 'mixing'],
    ['a length of time without unit', ['clock', 'block-interval'], '10'],
    ['a local time', ['clock', 'start'], '2025-02-10 00:00'],
    ['an amount without unit', ['story', paying, 'pay'], '6.39'],
    ['an amount with a comma', ['story', paying, 'pay'], '6,39 BTC'],
    ['a verb that does not exist', ['story', paying], { id: 'x', send: '1 BTC', from: 'a', to: 'b' }],
    ['an event without id', ['story', paying, 'id'], undefined],
    ['a wallet of another chain', ['actors', Object.keys(driftwood['actors'] as Tree)[0] ?? '', 'wallet'], 'monero'],
    ['a step without a question', ['exercise', 'steps', 0, 'prompt'], undefined],
    ['hints dearer than any', ['exercise', 'steps', 0, 'hints'], [{ title: 'a', cost: 500, text: 'b' }]],
  ])('%s', (_what, path, value) => {
    const source = JSON.parse(JSON.stringify(edited(path, value))) as Tree;
    expect(isRead(source)).toBe(false);
    expect(isAccepted(source)).toBe(false);
  });
});

test('[LG28] every form has examples, and takes them with spaces around as Ariadne does', () => {
  const forms = Object.entries(scenarioJsonSchema()['definitions'] as Record<string, { pattern: string; examples: string[] }>);
  expect(forms.length).toBeGreaterThan(8);
  for (const [form, { pattern, examples }] of forms) {
    expect([form, examples.length > 0]).toEqual([form, true]);
    for (const example of examples) expect([form, new RegExp(pattern).test(` ${example}  `)]).toEqual([form, true]);
  }
  expect(isRead(edited(['clock', 'block-interval'], ' 2h '))).toBe(true);
});
