import { CST, Lexer } from 'yaml';

/** A bracket or quote that is opened and never closed. Places are indices in the text. */
export interface OpenMark {
  readonly mark: '{' | '[' | '"' | "'";
  readonly at: number;
  /** Where what belongs to it ends at the latest: after the last character before the one that cannot belong to it. */
  readonly endsBy: number;
  /** The closing bracket of another kind that stands where its own is missing. */
  readonly instead: '}' | ']' | null;
}

const closes = { '{': '}', '[': ']' } as const;
const isWholeQuote = (source: string): boolean => /^"(?:[^"\\]|\\[\s\S])*"$|^'(?:[^']|'')*'$/.test(source);

/**
 * The first one in the text. The parser notices it only where the next line is indented too little, and blames that line; its lexer has
 * seen the bracket.
 */
export function firstOpenMark(text: string): OpenMark | null {
  const open: { mark: '{' | '['; at: number }[] = [];
  let at = 0;
  let lastEnd = 0;
  for (const source of new Lexer().lex(text)) {
    const type = CST.tokenType(source);
    if (type === 'flow-error-end' && open.length > 0) break;
    if (isEmptyToken(type)) continue;
    if (type === 'flow-map-start' || type === 'flow-seq-start') open.push({ mark: type === 'flow-map-start' ? '{' : '[', at });
    else if (source === '}' || source === ']') {
      const last = open.at(-1);
      if (last !== undefined && closes[last.mark] !== source) return { ...last, endsBy: at, instead: source };
      open.pop();
    } else if ((type === 'single-quoted-scalar' || type === 'double-quoted-scalar') && !isWholeQuote(source)) {
      return { mark: source.startsWith('"') ? '"' : "'", at, endsBy: endOfQuote(text, at), instead: null };
    }
    at += source.length;
    if (!isBlankToken(type)) lastEnd = at;
  }
  const innermost = open.at(-1);
  return innermost === undefined ? null : { ...innermost, endsBy: lastEnd, instead: null };
}

const indentOf = (row: string): number => /^ */.exec(row)?.[0].length ?? 0;

/** A quote without a second one in the whole file would swallow all that follows: it belongs to no line that is not indented further. */
function endOfQuote(text: string, at: number): number {
  const [row = '', ...below] = text.slice(text.lastIndexOf('\n', at) + 1).split('\n');
  const outside = below.findIndex((next) => next.trim() !== '' && indentOf(next) <= indentOf(row));
  const own = outside === -1 ? below : below.slice(0, outside);
  return text.lastIndexOf('\n', at) + 1 + [row, ...own].join('\n').trimEnd().length;
}

type TokenType = ReturnType<typeof CST.tokenType>;

/** The lexer's own signs, which stand for no character of the text. */
const isEmptyToken = (type: TokenType): boolean => type === 'doc-mode' || type === 'scalar' || type === 'flow-error-end';
const isBlankToken = (type: TokenType): boolean =>
  type === 'space' || type === 'newline' || type === 'comment' || type === 'byte-order-mark';
