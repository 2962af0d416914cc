import { expect, test } from 'vitest';
import { isPlainData } from '../../electron/plain-data.ts';

test('[EL8] lists and objects of the usual kind pass; a changed prototype anywhere inside does not', () => {
  for (const value of [undefined, null, 1, 'a', [], {}, Object.create(null), { a: [{ b: null }], c: undefined }]) {
    expect(isPlainData(value)).toBe(true);
  }
  const poisoned: unknown = { a: [{ b: Object.create({ isAdmin: true }) }] };
  for (const value of [new Map(), new Date(0), Object.create({ isAdmin: true }), poisoned, [new Map()]])
    expect(isPlainData(value)).toBe(false);
});

test('[EL8] a value that holds itself comes to an end', () => {
  const self: Record<string, unknown> = { list: [] };
  self['self'] = self;
  (self['list'] as unknown[]).push(self);
  expect(isPlainData(self)).toBe(true);
  self['other'] = new Map();
  expect(isPlainData(self)).toBe(false);
});
