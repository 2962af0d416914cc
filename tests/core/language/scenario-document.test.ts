import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { keyScriptTypes } from '../../../core/chain/bitcoin/address-script.ts';
import { actorSourceSchema, confidenceLevels, extraNameSchema, scenarioSourceSchema } from '../../../core/language/scenario-source.ts';
import { skills } from '../../../core/language/skills.ts';
import { eventSchemas } from '../../../core/language/story-source.ts';
import { compileScenario } from '../../../core/pack/compile-scenario.ts';
import { problemsOf } from '../../support/scenario-problems.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
const page = readFileSync(join(project, 'docs/formats/scenario-1.md'), 'utf8');

interface Key {
  readonly isNeeded: boolean;
  /** Words that it may be, where it is one of few. */
  readonly words: readonly string[];
}
type Keys = Map<string, Key>;

/** What is left of a schema without what may be absent, defaults and checks. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod as { def: { innerType?: z.core.$ZodType } };
  return def.innerType === undefined ? schema : bare(def.innerType);
}

const optionsOf = (schema: z.core.$ZodType): readonly z.core.$ZodType[] =>
  schema instanceof z.core.$ZodUnion ? schema._zod.def.options.flatMap(optionsOf) : [bare(schema)];

const isNeeded = (schema: z.core.$ZodType): boolean => !z.safeParse(schema, undefined).success;
const wordsOf = (schema: z.core.$ZodType): string[] =>
  optionsOf(bare(schema)).flatMap((each) => (each instanceof z.core.$ZodEnum ? Object.values(each._zod.def.entries).map(String) : []));

/** All objects in a schema with their keys, by where they stand; a list's items and a record's values stand where the list does. */
function collect(schema: z.core.$ZodType, at: string, found: Map<string, Keys>): void {
  const objects = optionsOf(bare(schema)).filter((option) => option instanceof z.core.$ZodObject);
  for (const option of optionsOf(bare(schema))) {
    if (option instanceof z.core.$ZodArray) collect(option._zod.def.element, at, found);
    if (option instanceof z.core.$ZodRecord) collect(option._zod.def.valueType, at, found);
  }
  if (objects.length > 0 && !found.has(at)) found.set(at, new Map());
  for (const object of objects) {
    for (const [key, value] of Object.entries(object._zod.def.shape)) {
      // Of several shapes that a section may have, a key of one of them alone is not needed.
      const isInAll = objects.every((other) => key in other._zod.def.shape);
      found.get(at)?.set(key, { isNeeded: isInAll && isNeeded(value), words: wordsOf(value) });
      collect(value, at === '' ? key : `${at}.${key}`, found);
    }
  }
}

const expected = new Map<string, Keys>();
collect(scenarioSourceSchema, '', expected);
// The story is parsed by its verbs; what all of them have is told once.
const common = ['id', 'at', 'after'];
const storyKeys: Keys = new Map(common.map((key) => [key, { isNeeded: key === 'id', words: [] }]));
for (const [verb, schema] of Object.entries(eventSchemas)) {
  const own = new Map<string, Keys>();
  collect(schema, verb, own);
  for (const key of common) own.get(verb)?.delete(key);
  for (const [at, keys] of own) expected.set(at, keys);
}
expected.set('story', storyKeys);
expected.delete('exercise.steps.accept');
for (const part of ['order', 'finding']) expected.delete(`exercise.steps.accept.${part}`);

/** The tables of the page by the note above each: key, value, what holds when it is left out. */
const tables = new Map(
  [...page.matchAll(/<!-- keys of (.*?) -->\n\n\|.*\n\|.*\n((?:\|.*\n)+)/g)].map(([, at = '', rows = '']) => [
    at === 'the document' ? '' : at,
    new Map(
      rows
        .trim()
        .split('\n')
        .map((row) => row.split(' | ').map((cell) => cell.replace(/^\| |\s*\|$/g, '')))
        .map(([key = '', value = '', absent = '']) => [key.replaceAll('`', ''), { value, absent }]),
    ),
  ]),
);

describe('[LG1] docs/formats/scenario-1.md and the schema say the same', () => {
  it('has a table for every section, and none besides', () => {
    expect([...tables.keys()].sort()).toEqual([...expected.keys()].sort());
  });

  test.each([...expected])('%s: every key, whether it is needed, and every word that it may be', (at, keys) => {
    const table = tables.get(at) ?? new Map<string, { value: string; absent: string }>();
    expect([...table.keys()].sort()).toEqual([...keys.keys()].sort());
    for (const [key, { isNeeded, words }] of keys) {
      expect([key, table.get(key)?.absent === 'needed']).toEqual([key, isNeeded]);
      const isListedBelow = key === 'skills' || key === 'confidence' || words.some((word) => word.startsWith('bitcoin/'));
      for (const word of isListedBelow ? [] : words) expect(table.get(key)?.value).toContain(`\`${word}\``);
    }
  });

  it('lists skills, kinds of wallets, kinds of actors and confidence with its level, and no other', () => {
    const skillLine = /^Skills: (.*)\.$/m.exec(page)?.[1] ?? '';
    expect(skillLine.split(', ')).toEqual(skills.map((skill) => `\`${skill}\``));
    const levelLine = /^Confidence and its level: (.*?)\. /m.exec(page)?.[1] ?? '';
    expect(levelLine.split(', ')).toEqual(Object.entries(confidenceLevels).map(([id, level]) => `\`${id}\` ${level}`));
    for (const type of keyScriptTypes) expect(page).toContain(`\`bitcoin/${type}\``);
    const roles = actorSourceSchema._zod.def.options.flatMap((option) => [...(option._zod.propValues?.['is'] ?? [])].map(String));
    const roleLine = /goes by `is`: (.*)\.$/m.exec(page)?.[1] ?? '';
    expect(roleLine.split(/, | or /)).toEqual(roles.map((role) => `\`${role}\``));
    expect(extraNameSchema._zod.def.options).toHaveLength(tables.get('names')?.size ?? 0);
  });

  it('its example is a scenario that compiles', () => {
    const example = /```yaml\n([^]*?)```/.exec(page)?.[1] ?? '';
    expect(problemsOf(example)).toEqual([]);
    expect(compileScenario({ text: example, fileName: 'example.yaml', seed: '1', media: new Map() }).manifest.scenarioId).toBe(
      'first-payment',
    );
  });

  it('names every code that an author can be answered with', () => {
    const folders = ['core/language', 'core/exercise', 'core/world', 'host/compile', 'core/bridge', 'renderer/ui/library'];
    const ofAttempts = /core\/exercise\/(?!compile-exercise|resolve-names|step-clock)/;
    const code = folders
      .flatMap((folder) => readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))
      .filter((name) => /\.tsx?$/.test(name) && !ofAttempts.test(name))
      .map((name) => readFileSync(join(project, name), 'utf8'))
      .join('\n');
    const codes = new Set([...code.matchAll(/'((?:language|exercise|import|world)\/[a-z-]+)'/g)].map(([, name = '']) => name));
    const ofTheSession = ['import/too-many', 'import/unknown-job', 'import/unknown-medium'];
    const ofTheProgram = ['world/invalid-transaction', 'world/unfinished'];
    // `language/rejected` is the sum of all faults.
    for (const other of ['language/rejected', ...ofTheSession, ...ofTheProgram]) codes.delete(other);
    expect(codes.size).toBeGreaterThan(40);
    const unnamed = [...codes].filter((name) => !page.includes(`\`${name}\``));
    expect(unnamed).toEqual([]);
    const named = [...page.matchAll(/`((?:language|exercise|import|world)\/[a-z-]+)`/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !codes.has(name))).toEqual([]);
  });
});
