import { utf8 } from '@scure/base';

/** Why bytes are no text, for the person who saved the file. */
export interface TextFault {
  /** 1-based, of the first byte at fault. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

/** Files that are mistaken for text, by how they begin. */
const kinds: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an office document'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an office document'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'a rich text document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture'],
  [[0x1f, 0x8b], 'a compressed file'],
];
const saveAsUtf8 = 'open it in a text editor and save it with the encoding UTF-8';

/** UTF-8 text, its byte order mark taken away, or where and why it is none. */
export function textOfBytes(bytes: Uint8Array): { readonly text: string } | { readonly fault: TextFault } {
  const startsWith = (start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);
  const first = { line: 1, column: 1 };
  const kind = kinds.find(([start]) => startsWith(start));
  if (kind !== undefined) {
    return {
      fault: {
        ...first,
        message: `the file is ${kind[1]}, not text`,
        remedy: 'choose the text file; from a word processor save as plain text in UTF-8',
      },
    };
  }
  if (startsWith([0xff, 0xfe]) || startsWith([0xfe, 0xff]) || isUtf16(bytes)) {
    return { fault: { ...first, message: 'the file is in UTF-16, expected UTF-8', remedy: saveAsUtf8 } };
  }
  const at = firstBadByte(bytes);
  if (at === null) return { text: utf8.encode(bytes).replace(/^\ufeff/, '') };
  const byte = bytes[at] ?? 0;
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  const letter = byte >= 0xa0 ? `; in Latin-1 it would be "${String.fromCharCode(byte)}"` : '';
  return { fault: { ...placeOf(bytes, at), message: `byte ${at + 1} of the file (${hex}) is not UTF-8${letter}`, remedy: saveAsUtf8 } };
}

/** Latin text in UTF-16 without its mark: every second byte is 0. */
const isUtf16 = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && ((bytes[0] === 0 && bytes[2] === 0) || (bytes[1] === 0 && bytes[3] === 0)) && !(bytes[0] === 0 && bytes[1] === 0);

function placeOf(bytes: Uint8Array, at: number): { line: number; column: number } {
  let [line, start] = [1, 0];
  for (let index = 0; index < at; index += 1) if (bytes[index] === 0x0a) [line, start] = [line + 1, index + 1];
  return { line, column: utf8.encode(bytes.subarray(start, at)).length + 1 };
}

/** Of a character by its first byte: how many bytes follow, and between what the first of them lies (Unicode 16, table 3-7). */
function following(lead: number): readonly [count: number, low: number, high: number] | null {
  if (lead < 0x80) return [0, 0, 0];
  if (lead >= 0xc2 && lead <= 0xdf) return [1, 0x80, 0xbf];
  if (lead === 0xe0) return [2, 0xa0, 0xbf];
  if (lead === 0xed) return [2, 0x80, 0x9f];
  if (lead >= 0xe1 && lead <= 0xef) return [2, 0x80, 0xbf];
  if (lead === 0xf0) return [3, 0x90, 0xbf];
  if (lead >= 0xf1 && lead <= 0xf3) return [3, 0x80, 0xbf];
  if (lead === 0xf4) return [3, 0x80, 0x8f];
  return null;
}

/** Index of the first byte of what is no character; null when all is UTF-8. */
function firstBadByte(bytes: Uint8Array): number | null {
  for (let at = 0; at < bytes.length; ) {
    const rule = following(bytes[at] ?? 0);
    if (rule === null) return at;
    const [count, low, high] = rule;
    for (let next = 1; next <= count; next += 1) {
      const byte = bytes[at + next] ?? 0;
      if (byte < (next === 1 ? low : 0x80) || byte > (next === 1 ? high : 0xbf)) return at;
    }
    at += count + 1;
  }
  return null;
}
