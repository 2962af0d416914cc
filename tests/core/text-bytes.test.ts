import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { textOfBytes } from '../../core/text-bytes.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOf = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...utf8(part)] : part)));
const utf16 = (text: string, isLittle: boolean): number[] =>
  text.split('').flatMap((letter) => {
    const unit = letter.charCodeAt(0);
    return isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255];
  });

describe('[LG21] text in UTF-8, or where it is none', () => {
  it('reads every text, with and without a byte order mark', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/^(\ufeff|\{\\rtf|%PDF|PK|GIF8)/.test(text) && !text.slice(0, 4).includes('\0')),
        (text) => {
          expect(textOfBytes(utf8(text))).toEqual({ text });
          expect(textOfBytes(bytesOf([0xef, 0xbb, 0xbf], text))).toEqual({ text });
        },
      ),
    );
  });

  it('agrees with the platform on what is UTF-8', () => {
    const isUtf8 = (bytes: Uint8Array): boolean => {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0x7f, 0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xf5, 0x9f, 0xa0, 0x8f, 0x90));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 6 }), (tail) => {
        const bytes = bytesOf('ariadne: ', tail);
        expect('text' in textOfBytes(bytes)).toBe(isUtf8(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  test.each<[string, Uint8Array, number, number, string]>([
    [
      'Latin-1',
      bytesOf('a: 1\ntitle: Kästchen f', [0xfc], 'r\n'),
      2,
      18,
      'byte 24 of the file (FC) is not UTF-8; in Latin-1 it would be "ü"',
    ],
    ['cut in a character', bytesOf('a: b', [0xe2, 0x82]), 1, 5, 'byte 5 of the file (E2)'],
    ['UTF-16, little endian', bytesOf([0xff, 0xfe], utf16('a: 1', true)), 1, 1, 'UTF-16'],
    ['UTF-16, big endian', bytesOf([0xfe, 0xff], utf16('a: 1', false)), 1, 1, 'UTF-16'],
    ['UTF-16 without its mark', bytesOf(utf16('a: 1', true)), 1, 1, 'UTF-16'],
    ['UTF-16 without its mark, big endian', bytesOf(utf16('a: 1', false)), 1, 1, 'UTF-16'],
    ['a document of a word processor', bytesOf('PK', [3, 4, 20, 0]), 1, 1, 'an office document'],
    ['a PDF', bytesOf('%PDF-1.7'), 1, 1, 'a PDF document'],
    ['rich text', bytesOf('{\\rtf1 a: 1}'), 1, 1, 'a rich text document'],
    ['a picture', bytesOf([0x89], 'PNG'), 1, 1, 'a PNG picture'],
  ])('%s is told with its place and what to do', (_what, bytes, line, column, says) => {
    const read = textOfBytes(bytes);
    expect(read).toMatchObject({
      fault: { line, column, message: expect.stringContaining(says), remedy: expect.stringContaining('UTF-8') },
    });
  });
});
