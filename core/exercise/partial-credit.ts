/** Scores in millionths (ppm): integers, so that the same log gives the same points on every machine. */
export const fullScorePpm = 1_000_000;

/**
 * F1, the harmonic mean of precision and recall: 2 TP / (given + wanted). Repeats in `given` count once; 0 when either is empty.
 * A superset of the truth has recall 1 and loses by precision, so accusing everybody does not pay.
 */
export function f1Ppm(given: readonly string[], wanted: readonly string[]): number {
  const givenSet = new Set(given);
  const wantedSet = new Set(wanted);
  let hits = 0;
  for (const item of givenSet) if (wantedSet.has(item)) hits += 1;
  return ratioPpm(2 * hits, givenSet.size + wantedSet.size);
}

/**
 * F1 over the longest common subsequence: precision = LCS / given, recall = LCS / wanted. So a path loses for transactions that do
 * not belong, for those that are missing, and for those out of order. A repeat in `given` keeps its first place only.
 */
export function sequencePpm(given: readonly string[], wanted: readonly string[]): number {
  const once = [...new Set(given)];
  return ratioPpm(2 * longestCommonSubsequence(once, wanted), once.length + wanted.length);
}

/**
 * Kendall's tau of an order against the right one, negative values as 0: a random order earns about nothing, which counting the
 * right pairs alone would not give. Events left out count as out of order with every other; unknown ones and repeats are ignored.
 */
export function orderPpm(given: readonly string[], wanted: readonly string[]): number {
  const place = new Map<string, number>();
  for (const event of given) if (wanted.includes(event) && !place.has(event)) place.set(event, place.size);
  let concordant = 0;
  let pairs = 0;
  wanted.forEach((earlier, index) => {
    for (const later of wanted.slice(index + 1)) {
      pairs += 1;
      const [first, second] = [place.get(earlier), place.get(later)];
      if (first !== undefined && second !== undefined && first < second) concordant += 1;
    }
  });
  return ratioPpm(Math.max(0, 2 * concordant - pairs), pairs);
}

/** Parts of a finding's score: the claim carries the rest, without the right claim nothing is earned. */
const claimPpm = 400_000;
const evidencePpm = 400_000;
const confidencePpm = fullScorePpm - claimPpm - evidencePpm;

export function findingPpm(parts: { isClaimRight: boolean; evidenceF1Ppm: number; isConfidenceSupported: boolean }): number {
  if (!parts.isClaimRight) return 0;
  return claimPpm + Math.floor((evidencePpm * parts.evidenceF1Ppm) / fullScorePpm) + (parts.isConfidenceSupported ? confidencePpm : 0);
}

function ratioPpm(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * fullScorePpm) / whole);
}

function longestCommonSubsequence(left: readonly string[], right: readonly string[]): number {
  let row = new Array<number>(right.length + 1).fill(0);
  for (const item of left) {
    const next = [0];
    right.forEach((other, index) => {
      next.push(item === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    });
    row = next;
  }
  return row[right.length] ?? 0;
}
