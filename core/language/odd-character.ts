/** Characters that look like ones YAML means and are others. Word processors and mail programs put them in by themselves. */
const looksLike: Readonly<Record<string, readonly [name: string, remedy: string]>> = {
  ...ofEach('\u00a0\u202f\u2007', 'a no-break space', 'write a plain space instead'),
  ...ofEach(
    '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000',
    'a space of special width',
    'write a plain space instead',
  ),
  ...ofEach(
    '\u200b\u200c\u200d\u2060\ufeff\u00ad',
    'an invisible character',
    'take it out: delete the characters here and write them anew',
  ),
  ...ofEach('\t', 'a tab', 'write spaces instead'),
  ...ofEach('“”„‟«»', 'a typographic quote', 'write plain quotes (") or none'),
  ...ofEach('‘’‚‛‹›', 'a typographic quote', "write plain quotes (') or none"),
  ...ofEach('‐‑‒–—−', 'a typographic dash', 'write a plain hyphen (-) instead'),
  ...ofEach('：', 'a wide colon', 'write a plain colon and a space instead'),
  ...ofEach('，', 'a wide comma', 'write a plain comma instead'),
  ...ofEach('…', 'three dots in one character', 'write two full stops (..) for a range'),
};

function ofEach(characters: string, name: string, remedy: string): Record<string, readonly [string, string]> {
  return Object.fromEntries(characters.split('').map((character) => [character, [name, remedy] as const]));
}

export interface OddCharacter {
  /** Index in the text looked at. */
  readonly at: number;
  /** `a no-break space (U+00A0)`. */
  readonly name: string;
  readonly remedy: string;
}

function described(text: string, at: number): OddCharacter | null {
  const known = looksLike[text[at] ?? ''];
  if (known === undefined) return null;
  const point = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { at, name: `${known[0]} (U+${point})`, remedy: known[1] };
}

/** The first one in a name, key or figure, where it can only be a mistake. */
export function oddCharacterIn(text: string): OddCharacter | null {
  for (let at = 0; at < text.length; at += 1) {
    const odd = described(text, at);
    if (odd !== null) return odd;
  }
  return null;
}

/** After indentation, a dash, a colon, a comma or an opening bracket YAML means a space or a quote; inside of a text all of these may be meant. */
const beforePunctuation = /^[ \t]*|[:{[,-][ \t]*/g;

/** The first one at a place of a line where it takes the part of YAML's own punctuation. */
export function oddPunctuationIn(line: string): OddCharacter | null {
  for (const found of line.matchAll(beforePunctuation)) {
    const odd = described(line, found.index + found[0].length);
    if (odd !== null && !isWithinWords.test(line[odd.at] ?? '')) return odd;
  }
  return line.includes(':') ? null : described(line, line.indexOf('：'));
}

/** A dash may begin a text, and so may dots. */
const isWithinWords = /[‐‑‒–—−…，]/;
