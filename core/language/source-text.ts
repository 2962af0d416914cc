import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { oddPunctuationIn } from './odd-character.ts';
import { firstOpenMark, type OpenMark } from './open-mark.ts';
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
    const control = controlCharacter(text);
    if (control !== null) return { problems: [control] };
    const tooDeep = deepestLine(text);
    if (tooDeep !== null) return { problems: [nestedTooDeep(tooDeep)] };
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0) return { problems: yamlProblems(faults, text, lines) };
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

/** YAML 1.2, 5.1: of control characters a text may hold tab, line feed and carriage return. */
const isForbidden = (point: number): boolean =>
  (point < 0x20 && point !== 0x09 && point !== 0x0a && point !== 0x0d) || point === 0x7f || point === 0xfffe || point === 0xffff;

function controlCharacter(text: string): ScenarioProblem | null {
  let [line, start] = [1, 0];
  for (let at = 0; at < text.length; at += 1) {
    const point = text.charCodeAt(at);
    if (point === 0x0a) [line, start] = [line + 1, at + 1];
    if (!isForbidden(point)) continue;
    return {
      code: 'language/odd-character',
      line,
      column: at - start + 1,
      path: '',
      message: `a control character (U+${point.toString(16).toUpperCase().padStart(4, '0')}) stands here, which a text may not hold`,
      remedy: 'take it out; where there are many, this is not the text file it should be',
    };
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
  MISSING_CHAR: ['a comma is missing before this', 'write a comma between the parts of a list or section in brackets'],
  BAD_INDENT: ['this line stands further left or right than the lines it belongs to', 'indent it exactly as the items beside it'],
  MULTILINE_IMPLICIT_KEY: [
    'this line has no ":" after its key, or something in quotes or brackets goes on over its end',
    'write "key: value" with a space after the colon',
  ],
  BLOCK_AS_IMPLICIT_KEY: ['there is a second ":" on this line', 'put quotes around a text that has a colon and a space in it'],
  BLOCK_IN_FLOW: [
    'a second ":" follows inside of brackets, or a comma is missing before its key',
    'write a comma between the parts, or put quotes around a text that has a colon and a space in it',
  ],
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
function yamlProblems(faults: readonly YamlFault[], text: string, lines: LineCounter): ScenarioProblem[] {
  const breaks = faults.filter((fault) => fault.code !== 'DUPLICATE_KEY').sort((left, right) => left.pos[0] - right.pos[0]);
  const [first] = breaks;
  const twice = faults.filter((fault) => fault.code === 'DUPLICATE_KEY' && (first === undefined || fault.pos[0] < first.pos[0]));
  const told = twice.map((fault) => problemAt(fault.pos[0], lines, wordsOf(fault, text)));
  return first === undefined ? told : [...told, breakProblem(first, text, lines)];
}

interface Words {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

function problemAt(at: number, lines: LineCounter, words: Words): ScenarioProblem {
  const { line, col } = lines.linePos(at);
  return { ...words, line, column: col, path: '' };
}

/** The cause where it can be told: a bracket or quote left open above, a character that only looks like YAML's own on the same line. */
function breakProblem(fault: YamlFault, text: string, lines: LineCounter): ScenarioProblem {
  const open = firstOpenMark(text);
  if (open !== null && open.at <= fault.pos[0]) return problemAt(open.at, lines, openMarkWords(open, lines));
  const lineStart = text.lastIndexOf('\n', fault.pos[0] - 1) + 1;
  const [row = ''] = text.slice(lineStart).split('\n', 1);
  const odd = oddPunctuationIn(row);
  if (odd !== null) {
    const message = `${odd.name} stands here, which is a letter like any other to YAML`;
    return problemAt(lineStart + odd.at, lines, { code: 'language/odd-character', message, remedy: odd.remedy });
  }
  return problemAt(fault.pos[0], lines, wordsOf(fault, text));
}

const closingOf = { '{': '}', '[': ']', '"': '"', "'": "'" } as const;

function openMarkWords({ mark, endsBy, instead }: OpenMark, lines: LineCounter): Words {
  const closing = closingOf[mark];
  const { line, col } = lines.linePos(endsBy);
  const code = 'language/not-closed';
  if (mark === '"' || mark === "'") {
    const doubled = mark === "'" ? `; a ' inside of the text is written twice ('')` : '';
    const message = `the quote ${mark} opened here is not closed: a second ${mark} is missing, at the latest at the end of line ${line}`;
    return { code, message, remedy: `write ${mark} where the text ends${doubled}` };
  }
  const where = instead === null ? `at the latest at the end of line ${line}` : `before the "${instead}" in line ${line}, column ${col}`;
  return {
    code,
    message: `the "${mark}" opened here is not closed: a "${closing}" is missing, ${where}`,
    remedy: `write "${closing}" where it ends, or put quotes around a text that begins with "${mark}"`,
  };
}

/** What follows a quote or bracket that has been closed is mostly a sign that it was closed too early. */
function wordsAfterClosing(fault: YamlFault, text: string): readonly [message: string, remedy: string] | null {
  if (fault.code !== 'UNEXPECTED_TOKEN' && fault.code !== 'MISSING_CHAR') return null;
  const rest = text[fault.pos[0]] ?? '';
  const last = text.slice(0, fault.pos[0]).trimEnd().at(-1) ?? '';
  if (rest === '}' || rest === ']') return [`there is a "${rest}" too many`, `take it out, or open it with "${rest === '}' ? '{' : '['}"`];
  if (last === "'")
    return ['the text in quotes ends before this', "write a ' inside of the text twice (''), or put double quotes around it"];
  if (last === '"') return ['the text in quotes ends before this', 'write \\" for a " inside of the text, or put single quotes around it'];
  if (last === ']' || last === '}') {
    return [`the list or section in brackets ends before this`, 'put quotes around a text that begins with a bracket'];
  }
  return null;
}

function wordsOf(fault: YamlFault, text: string): Words {
  const [message, remedy] = wordsAfterClosing(fault, text) ??
    yamlWords[fault.code] ?? ['this is not YAML', 'check indentation, quotes and brackets near this place'];
  return { code: fault.code === 'DUPLICATE_KEY' ? 'language/duplicate-key' : 'language/yaml', message, remedy };
}
