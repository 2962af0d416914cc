import { z } from 'zod';
import { exampleOf } from './examples.ts';
import { nameRemedy } from './nearest.ts';
import { oddCharacterIn } from './odd-character.ts';
import type { ScenarioProblem } from './problem.ts';
import type { SourcePath, SourceText } from './source-text.ts';

/** Turns what zod found into problems for the person who wrote the source. */

type Issue = z.core.$ZodIssue;

/** How a value is named in a message. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a section';
  const text = String(value);
  return `${typeof value === 'string' ? '' : `the ${typeof value} `}"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

const keysOf = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);

/** The object keys that a schema knows at a path, as far as they can be told. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const { def } = schema._zod;
  const inner = (def as { innerType?: z.core.$ZodType; in?: z.core.$ZodType }).innerType ?? (def as { in?: z.core.$ZodType }).in;
  if (inner !== undefined) return keysAt(inner, path);
  if (schema instanceof z.core.$ZodUnion) return [...new Set(schema._zod.def.options.flatMap((option) => keysAt(option, path)))];
  const [part, ...rest] = path;
  if (schema instanceof z.core.$ZodObject) {
    const { shape } = schema._zod.def;
    if (part === undefined) return Object.keys(shape);
    const next = shape[String(part)];
    return next === undefined ? [] : keysAt(next, rest);
  }
  if (part === undefined) return [];
  if (schema instanceof z.core.$ZodArray) return keysAt(schema._zod.def.element, rest);
  if (schema instanceof z.core.$ZodRecord) return keysAt(schema._zod.def.valueType, rest);
  return [];
}

/** A union fails in every branch; the one that got furthest is what the author meant. */
function flatten(issues: readonly Issue[], prefix: readonly PropertyKey[], root: unknown): Issue[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
    const branches = issue.errors.map((errors) => flatten(errors, path, root));
    const isRightKind = (branch: Issue[]) => !branch.some((one) => one.code === 'invalid_type' && one.path.length === path.length);
    const candidates = branches.filter(isRightKind);
    const best = candidates.sort((left, right) => left.length - right.length)[0];
    if (best !== undefined) return best;
    const expected = branches.flatMap((branch) => branch.flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : [])));
    const kinds = [...new Set(expected)].map((kind) => kindNames[kind] ?? kind);
    return [{ code: 'custom', path, message: `expected ${kinds.join(' or ')}`, input: valueAt(root, path) } as Issue];
  });
}

const kindNames: Record<string, string> = {
  object: 'a section',
  record: 'a section',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

interface Told {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Of what is not there: what to write. */
function missing(issue: Issue, example: string | null): Told {
  const key = String(issue.path.at(-1) ?? '');
  const kind = issue.code === 'invalid_type' ? (kindNames[issue.expected] ?? issue.expected) : 'a value';
  return {
    code: 'language/missing',
    message: `this section needs "${key}"`,
    remedy: example === null ? `add "${key}:" with ${kind} after it` : `add it, as in "${example}"`,
  };
}

function wrongKind(issue: Extract<Issue, { code: 'invalid_type' }>, found: unknown, example: string | null): Told {
  const expected = kindNames[issue.expected] ?? issue.expected;
  const code = 'language/wrong-kind';
  if (found === null) {
    const key = String(issue.path.at(-1) ?? '');
    const after = typeof issue.path.at(-1) === 'number' ? 'the dash' : `"${key}:"`;
    const form = example === null ? '' : `, as in "${example}"`;
    return { code, message: `nothing stands after ${after}, expected ${expected}`, remedy: `write ${expected} after ${after}${form}` };
  }
  const isNumberForText = typeof found === 'number' && issue.expected === 'string';
  const remedy = isNumberForText
    ? 'an amount needs its unit, as in "6.39 BTC"; any other text of digits needs quotes'
    : `write ${expected} here${example === null ? '' : `, as in "${example}"`}`;
  return { code, message: `found ${shown(found)}, expected ${expected}`, remedy };
}

/** Longer lists of what would be valid are left to the remedy, which names the nearest. */
const namedMax = 6;

function describe(issue: Issue, found: unknown, example: string | null): Told {
  if (found === undefined) return missing(issue, example);
  if (issue.code === 'invalid_type') return wrongKind(issue, found, example);
  if (issue.code === 'invalid_value') {
    const valid = issue.values.map(String);
    const remedy = typeof found === 'string' ? nameRemedy(found, valid) : `write one of: ${valid.join(', ')}`;
    const expected = valid.length > namedMax ? `one of ${valid.length} words` : valid.map((v) => `"${v}"`).join(' or ');
    return { code: 'language/unknown-value', message: `found ${shown(found)}, expected ${expected}`, remedy };
  }
  if (issue.code === 'invalid_union') {
    // A discriminated union whose discriminator is not one of the known ones.
    const note = (issue as { discriminator?: string }).discriminator;
    return {
      code: 'language/unknown-value',
      message: `found ${shown(found)}, which is not a known "${note ?? 'kind'}"`,
      remedy: 'see the list of kinds in the guide',
    };
  }
  if (issue.code === 'too_big' || issue.code === 'too_small') {
    const bound = issue.code === 'too_big' ? `at most ${issue.maximum}` : `at least ${issue.minimum}`;
    return { code: 'language/out-of-range', message: `found ${shown(found)}, expected ${bound}`, remedy: `use ${bound}` };
  }
  return { code: 'language/invalid', message: `found ${shown(found)}: ${issue.message}`, remedy: remedyFor(issue, found) };
}

const remediesByRule: Readonly<Record<string, string>> = {
  'a text may not be empty': 'write the text, or take the key out where it may be left out',
  'what is given by language needs at least "en"': 'add "en: ..." beside the other languages',
  'a skill is named once': 'take one of them out',
  'an answer has exactly one of the answer kinds': 'keep the one kind that this step asks for',
};

/** For a value of another form: the name it was probably meant to be, or the form. */
function remedyFor(issue: Issue, found: unknown): string {
  const own = issue.code === 'custom' ? issue.params?.['remedy'] : undefined;
  if (typeof own === 'string') return own;
  const known = remediesByRule[issue.message];
  if (known !== undefined) return known;
  if (issue.message.endsWith('smaller first')) return 'write it in one of these forms; in a range the smaller comes first';
  if (issue.message.startsWith('only a ') || issue.message.includes(' has no choices'))
    return 'take it out, or change the kind of the step';
  if (issue.message.startsWith('another ')) return 'give one of the two another name';
  if (issue.message.startsWith('expected ')) return `replace it with ${issue.message.slice('expected '.length)}`;
  const pattern = issue.code === 'invalid_format' ? issue.pattern : undefined;
  const asName = String(found)
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  const body = pattern?.replace(/^\/(.*)\/[a-z]*$/, '$1');
  return body !== undefined && new RegExp(body).test(asName) ? `write "${asName}"` : 'use only what is allowed here';
}

/** `{is:victim}` in brackets is one long key. */
function withoutSpace(key: string, valid: readonly string[]): Told | null {
  const [, name = '', rest = ''] = /^([^:]+):(.+)$/.exec(key) ?? [];
  if (!valid.includes(name)) return null;
  const message = `"${key}" is read as one word: a space is missing after the colon`;
  return { code: 'language/unknown-key', message, remedy: `write "${name}: ${rest}"` };
}

function unknownKey(key: string, valid: readonly string[]): Told {
  const spaced = withoutSpace(key, valid);
  if (spaced !== null) return spaced;
  const odd = oddCharacterIn(key);
  const code = 'language/unknown-key';
  if (odd !== null) return { code, message: `the key "${key}" has ${odd.name} in it`, remedy: odd.remedy };
  return { code, message: `"${key}" is not a key of this section`, remedy: nameRemedy(key, valid) };
}

/** A name or figure that is right but for a character that only looks right: the author cannot see what is wrong with it. */
function withOddCharacter(told: Told, issue: Issue, found: unknown): Told {
  const isForm = issue.code !== 'too_big' && issue.code !== 'too_small' && told.code !== 'language/missing';
  const odd = isForm && typeof found === 'string' ? oddCharacterIn(found) : null;
  return odd === null ? told : { code: told.code, message: `${told.message}; it has ${odd.name} in it`, remedy: odd.remedy };
}

/** `6,39 BTC` in braces reads as a number 6 and a key "39 BTC". */
const decimalComma = /^\d+ (BTC|sat)$/;

/** Values of a discriminator over the branches of a union, for its remedy. */
function discriminatorValues(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const at = schemaAt(schema, path.slice(0, -1));
  if (!(at instanceof z.core.$ZodDiscriminatedUnion)) return [];
  const key = at._zod.def.discriminator;
  return at._zod.def.options.flatMap((option) => [...(option._zod.propValues?.[key] ?? [])].map(String));
}

function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | null {
  const inner = (schema._zod.def as { innerType?: z.core.$ZodType }).innerType;
  if (inner !== undefined) return schemaAt(inner, path);
  const [part, ...rest] = path;
  if (part === undefined) return schema;
  if (schema instanceof z.core.$ZodObject) {
    const next = schema._zod.def.shape[String(part)];
    return next === undefined ? null : schemaAt(next, rest);
  }
  if (schema instanceof z.core.$ZodArray) return schemaAt(schema._zod.def.element, rest);
  if (schema instanceof z.core.$ZodRecord) return schemaAt(schema._zod.def.valueType, rest);
  return null;
}

/**
 * Problems for zod's issues. `prefix` is where the parsed value stands in the source, `root` the value that was parsed.
 * Unknown keys become one problem each, at the key, with the nearest key that would be valid there.
 */
export function schemaProblems(
  error: z.core.$ZodError,
  about: { readonly source: SourceText; readonly schema: z.core.$ZodType; readonly root: unknown; readonly prefix: SourcePath },
): ScenarioProblem[] {
  const problems = flatten(error.issues, [], about.root).flatMap((issue): ScenarioProblem[] => {
    const local = issue.path.filter((part) => typeof part !== 'symbol');
    const path = [...about.prefix, ...local];
    const at = (where: SourcePath, told: Told, isKey = false): ScenarioProblem => {
      const place = isKey ? about.source.locateKey(where) : about.source.locate(where);
      return { ...told, line: place?.line ?? null, column: place?.column ?? null, path: where.join('.') };
    };
    if (issue.code === 'unrecognized_keys') {
      const valid = keysAt(about.schema, local);
      return issue.keys.map((key) =>
        at(
          [...path, key],
          decimalComma.test(key)
            ? {
                code: 'language/decimal-comma',
                message: `"${key}" stands alone after a comma`,
                remedy: 'write amounts with a full stop, as in "6.39 BTC"',
              }
            : unknownKey(key, valid),
          true,
        ),
      );
    }
    if (issue.code === 'invalid_key') {
      const why = issue.issues.map((one) => one.message).join('; ');
      const name = String(local.at(-1));
      const odd = oddCharacterIn(name);
      return [
        at(
          path,
          {
            code: 'language/bad-name',
            message: `"${name}" cannot be a name here: ${odd === null ? why : `it has ${odd.name} in it`}`,
            remedy: odd?.remedy ?? 'rename it',
          },
          true,
        ),
      ];
    }
    const found = valueAt(about.root, local);
    const wanted = String(local.at(-1));
    const glued =
      found === undefined ? keysOf(valueAt(about.root, local.slice(0, -1))).find((key) => key.startsWith(`${wanted}:`)) : undefined;
    const spaced = glued === undefined ? null : withoutSpace(glued, [wanted]);
    if (spaced !== null) return [at([...path.slice(0, -1), glued ?? ''], spaced, true)];
    const event = path[0] === 'story' && typeof about.root === 'object' ? about.root : null;
    const told = withOddCharacter(describe(issue, found, exampleOf(path, event)), issue, found);
    const kinds = issue.code === 'invalid_union' && found !== undefined ? discriminatorValues(about.schema, local) : [];
    return [at(path, kinds.length === 0 ? told : { ...told, remedy: nameRemedy(String(found), kinds) })];
  });
  return withoutWhatFollows(withoutTwins(problems));
}

/** A glued key is found as one too many and as the one that is missing. */
const withoutTwins = (problems: readonly ScenarioProblem[]): ScenarioProblem[] =>
  problems.filter((one, at) => problems.findIndex((other) => other.path === one.path && other.message === one.message) === at);

/** What a comma left behind it is no fault of its own. */
function withoutWhatFollows(problems: readonly ScenarioProblem[]): ScenarioProblem[] {
  const parentOf = (problem: ScenarioProblem): string => problem.path.slice(0, problem.path.lastIndexOf('.'));
  const sections = new Set(problems.filter(({ code }) => code === 'language/decimal-comma').map(parentOf));
  return problems.filter((problem) => problem.code !== 'language/wrong-kind' || !sections.has(parentOf(problem)));
}
