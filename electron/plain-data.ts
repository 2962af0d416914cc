/**
 * Whether a value that came over the context bridge is plain data: lists and objects of the usual kind, nothing else inside. The bridge
 * turns a page's own `__proto__` key into the prototype of the copy, where the host could not see it any more, so it is looked for here.
 */
export function isPlainData(value: unknown): boolean {
  const pending: unknown[] = [value];
  // A value may hold itself; the host refuses that, but this walk must come to its end first.
  const seen = new Set<object>();
  while (pending.length > 0) {
    const item = pending.pop();
    if (typeof item !== 'object' || item === null || seen.has(item)) continue;
    seen.add(item);
    const prototype: unknown = Object.getPrototypeOf(item);
    if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false;
    pending.push(...Object.values(item));
  }
  return true;
}
