import { AppError } from '../../core/errors.ts';

/** Largest input of a call: characters of all its texts and keys together, and values in it. */
export const inputCharactersMax = 5_000_000;
const valuesMax = 200_000;
const depthMax = 16;

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Looks at an input before its schema does: plain data only, of bounded size and depth, without the keys that reach a prototype.
 * Never runs code of the input (no getters, no toJSON).
 * @throws AppError `bridge/bad-input` with what and where
 */
export function guardInput(name: string, input: unknown): void {
  const budget = { values: 0, characters: 0 };
  const pending: { value: unknown; path: string; depth: number }[] = [{ value: input, path: 'input', depth: 0 }];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { value, path, depth } = item;
    budget.values += 1;
    if (typeof value === 'string') budget.characters += value.length;
    if (budget.values > valuesMax || budget.characters > inputCharactersMax) throw badInput(name, path, 'the input is too large');
    if (typeof value !== 'object' || value === null) {
      if (['function', 'symbol', 'bigint'].includes(typeof value)) throw badInput(name, path, `a ${typeof value} is not data`);
      continue;
    }
    if (depth >= depthMax) throw badInput(name, path, 'nested too deep');
    for (const key of ownKeys(name, value, path)) {
      budget.characters += key.length;
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (property === undefined || !('value' in property)) throw badInput(name, `${path}.${key}`, 'a computed property is not data');
      pending.push({ value: property.value, path: `${path}.${key.slice(0, 40)}`, depth: depth + 1 });
    }
  }
}

function ownKeys(name: string, value: object, path: string): string[] {
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || prototype === Object.prototype || isForeignPlain(prototype);
  if (!Array.isArray(value) && !isPlain) throw badInput(name, path, 'not a plain object');
  if (Object.getOwnPropertySymbols(value).length > 0) throw badInput(name, path, 'symbols are not data');
  const keys = Object.keys(value);
  if (Array.isArray(value) && keys.length !== value.length) throw badInput(name, path, 'not a plain list');
  const forbidden = Object.getOwnPropertyNames(value).find((key) => forbiddenKeys.has(key));
  if (forbidden !== undefined) throw badInput(name, path, `the key "${forbidden}" is not allowed`);
  return keys;
}

/** Object.prototype of another realm (a window, a vm context): its own prototype is null and it owns hasOwnProperty. */
function isForeignPlain(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'hasOwnProperty') &&
    Object.hasOwn(prototype, 'isPrototypeOf')
  );
}

export function badInput(name: string, path: string, why: string): AppError {
  return new AppError('bridge/bad-input', `${name}: ${path}: ${why}`, { subject: name, details: { path, why } });
}
