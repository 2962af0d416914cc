import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { ScenarioProblem } from './problem.ts';

/** Larger sources are refused before they are read. */
export const sourceBytesMax = 4 * 1024 * 1024;
/** Aliases that a source may resolve to; each may point to a whole section, so a handful of levels would multiply without end. */
const aliasCountMax = 50;
const nestingMax = 60;

export type SourcePath = readonly (string | number)[];

/** A parsed YAML text that can say where its parts stand. */
export class SourceText {
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;

  private constructor(document: Document, lines: LineCounter, value: unknown) {
    this.#document = document;
    this.#lines = lines;
    this.value = value;
  }

  /** The text as data, or what is wrong with it as YAML. */
  static read(text: string): { readonly source: SourceText } | { readonly problems: readonly ScenarioProblem[] } {
    // A character is at least one byte: an enormous text is refused without being encoded.
    const bytes = text.length > sourceBytesMax ? text.length : utf8ToBytes(text).length;
    if (bytes > sourceBytesMax) return { problems: [tooLarge(bytes)] };
    const tooDeep = deepestLine(text);
    if (tooDeep !== null) return { problems: [nestedTooDeep(tooDeep)] };
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0) return { problems: yamlProblems(faults, lines) };
    try {
      const value: unknown = document.toJS({ maxAliasCount: aliasCountMax });
      return { source: new SourceText(document, lines, value) };
    } catch (thrown) {
      if (!(thrown instanceof ReferenceError)) throw thrown;
      return { problems: [aliasProblem(thrown, text)] };
    }
  }

  /** 1-based place of the value at a path, or of its nearest enclosing part that stands in the text. */
  locate(path: SourcePath): { line: number; column: number } | null {
    let node: unknown = this.#document.contents;
    let found = node;
    for (const part of path) {
      node = child(node, part)?.value;
      if (node === undefined || node === null) break;
      found = node;
    }
    return this.#placeOf(found);
  }

  /** 1-based place of the key itself (of a misspelt key, say); as `locate` when it is not a key. */
  locateKey(path: SourcePath): { line: number; column: number } | null {
    let node: unknown = this.#document.contents;
    for (const part of path.slice(0, -1)) node = child(node, part)?.value;
    const last = path.at(-1);
    const key = last === undefined ? undefined : child(node, last)?.key;
    return (key === undefined ? null : this.#placeOf(key)) ?? this.locate(path);
  }

  #placeOf(node: unknown): { line: number; column: number } | null {
    const start = (node as Node | null)?.range?.[0];
    if (start === undefined) return null;
    const { line, col } = this.#lines.linePos(start);
    return { line, column: col };
  }
}

function child(node: unknown, part: string | number): { key: unknown; value: unknown } | undefined {
  if (isSeq(node)) return typeof part === 'number' ? { key: undefined, value: node.items[part] } : undefined;
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(part));
  return pair === undefined ? undefined : { key: pair.key, value: pair.value };
}

/** The YAML reader recurses; a text of nothing but open brackets would exhaust its stack. Counts brackets and indentation roughly. */
function deepestLine(text: string): number | null {
  let depth = 0;
  let line = 1;
  for (const character of text) {
    if (character === '\n') line += 1;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > nestingMax) return line;
  }
  return blockDepthLine(text);
}

/** Each column where a dash or a key stands is a level; a dash is deeper than the key above it at the same column. */
function blockDepthLine(text: string): number | null {
  const levels: number[] = [];
  for (const [at, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue;
    const lead = /^ *(?:-(?: +|$))*/.exec(row)?.[0] ?? '';
    const dashes = [...lead.matchAll(/-/g)].map(({ index }) => 2 * index + 1);
    const own = lead.length < row.length ? [...dashes, 2 * lead.length] : dashes;
    while ((levels.at(-1) ?? -1) >= (own[0] ?? 0)) levels.pop();
    levels.push(...own);
    if (levels.length > nestingMax) return at + 1;
  }
  return null;
}

const tooLarge = (bytes: number): ScenarioProblem => ({
  code: 'language/too-large',
  line: null,
  column: null,
  path: '',
  message: `the source has ${bytes} bytes; at most ${sourceBytesMax} are read`,
  remedy: 'keep images and other files in the media folder and refer to them by name',
});

const nestedTooDeep = (line: number): ScenarioProblem => ({
  code: 'language/too-deep',
  line,
  column: 1,
  path: '',
  message: `sections are nested more than ${nestingMax} levels deep`,
  remedy: 'look for a bracket that is never closed',
});

const unresolvedAlias = /^Unresolved alias.*: (.+)$/;

function aliasProblem(thrown: ReferenceError, text: string): ScenarioProblem {
  const code = 'language/alias';
  const name = unresolvedAlias.exec(thrown.message)?.[1];
  if (name === undefined) {
    const message = `the source resolves to more than ${aliasCountMax} aliases`;
    return { code, line: null, column: null, path: '', message, remedy: 'write the repeated section out instead of using *aliases' };
  }
  const before = text.slice(0, text.indexOf(`*${name}`)).split('\n');
  return {
    code,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    path: '',
    message: `"*${name}" stands for a part called "${name}", and there is none`,
    remedy: 'put quotes around a text that begins with "*"',
  };
}

type YamlFault = Document['errors'][number] | Document['warnings'][number];

/** In an author's words: what the parser's own say of tokens and mappings helps nobody who writes a case. */
const yamlWords: Readonly<Partial<Record<YamlFault['code'], readonly [message: string, remedy: string]>>> = {
  DUPLICATE_KEY: ['this key stands twice in the same section', 'keep one of the two'],
  TAB_AS_INDENT: ['this line is indented with a tab', 'indent with spaces; most editors can be set to write them for the Tab key'],
  MISSING_CHAR: [
    'a quote or bracket is opened here and not closed, or a comma is missing',
    'close it, or put quotes around a text that has one in it',
  ],
  BAD_INDENT: ['this line stands further left or right than the lines it belongs to', 'indent it exactly as the items beside it'],
  MULTILINE_IMPLICIT_KEY: [
    'this line has no ":" after its key, or something in quotes or brackets goes on over its end',
    'write "key: value" with a space after the colon',
  ],
  BLOCK_AS_IMPLICIT_KEY: ['there is a second ":" on this line', 'put quotes around a text that has a colon and a space in it'],
  BLOCK_IN_FLOW: ['a list or section begins inside of brackets', 'close the bracket first, or write all of it inside of brackets'],
  BAD_SCALAR_START: ['a text may not begin with this character', 'put quotes around the text'],
  BAD_DQ_ESCAPE: [
    'a backslash in double quotes begins a special character, and this is none',
    'use single quotes, or write the backslash twice',
  ],
  BAD_ALIAS: ['this text begins with "*" or "&", which has a meaning of its own', 'put quotes around the text'],
  TAG_RESOLVE_FAILED: ['this text begins with "!", which has a meaning of its own', 'put quotes around the text'],
  MULTIPLE_DOCS: ['a second document begins here', 'keep one scenario in a file, without a "---" line in the middle'],
  UNEXPECTED_TOKEN: ['this does not belong here', 'look for a quote, bracket, comma or colon too many'],
};

/** One fault makes many for a parser that goes on: of those that break the text, only the first is told. */
function yamlProblems(faults: readonly YamlFault[], lines: LineCounter): ScenarioProblem[] {
  const breaks = faults.filter((fault) => fault.code !== 'DUPLICATE_KEY').sort((left, right) => left.pos[0] - right.pos[0]);
  const [first] = breaks;
  const twice = faults.filter((fault) => fault.code === 'DUPLICATE_KEY' && (first === undefined || fault.pos[0] < first.pos[0]));
  return [...twice, ...(first === undefined ? [] : [first])].map((fault) => yamlProblem(fault, lines));
}

function yamlProblem(fault: YamlFault, lines: LineCounter): ScenarioProblem {
  const { line, col } = lines.linePos(fault.pos[0]);
  const [message, remedy] = yamlWords[fault.code] ?? ['this is not YAML', 'check indentation, quotes and brackets near this place'];
  const code = fault.code === 'DUPLICATE_KEY' ? 'language/duplicate-key' : 'language/yaml';
  return { code, line, column: col, path: '', message, remedy };
}
