/** Edits (insert, delete, replace, swap neighbours) from one word to another: optimal string alignment distance. */
export function editDistance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      let best = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + cost);
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (isSwap) best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[left.length]?.[right.length] ?? 0;
}

/** The valid name closest to what was written; null when none is close enough to be what was meant. Ties by the names' order. */
export function nearestName(written: string, valid: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const name of valid) {
    if (Math.abs(name.length - written.length) >= bestDistance) continue;
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** What to do about a name that does not exist. */
export function nameRemedy(written: string, valid: readonly string[]): string {
  const nearest = nearestName(written.slice(0, 120), valid);
  if (nearest !== null) return `did you mean "${nearest}"?`;
  if (valid.length === 0) return 'there is no valid name here';
  const shown = [...valid].sort().slice(0, 20);
  return `valid here: ${shown.join(', ')}${valid.length > shown.length ? ', ...' : ''}`;
}
