import type { ChangeError, ClusterError } from './heuristic-error.ts';
import type { Comparison } from './measure.ts';

/** Comparisons as a table for people. */
export function tableOf(comparisons: readonly Comparison[]): string {
  const rows = [
    ['bench', 'ours ms', 'floor ms', 'ratio', 'aim', 'rounds', 'ours / floor'],
    ...comparisons.map(({ id, ours, floor, oursMs, floorMs, ratio, aim, rounds }) => [
      id,
      figure(oursMs),
      figure(floorMs),
      ratio.toFixed(2),
      aim === null ? '' : `${ratio <= aim ? 'met' : 'missed'} ${aim}`,
      String(rounds),
      `${ours} / ${floor}`,
    ]),
  ];
  return aligned(rows);
}

/** Change heuristics against the truth as a table for people. */
export function errorTableOf(errors: readonly ChangeError[], cluster: ClusterError): string {
  const share = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
  const rows = errors.map(({ id, claims, right, wanted }) => [
    id,
    String(claims),
    String(right),
    share(right, claims),
    share(right, wanted),
  ]);
  const { pairsJoined, pairsRight, pairsWanted, mostActors, largest } = cluster;
  const pairs = [
    'co-spend, pairs',
    String(pairsJoined),
    String(pairsRight),
    share(pairsRight, pairsJoined),
    share(pairsRight, pairsWanted),
  ];
  const table = aligned([['heuristic', 'claims', 'right', 'precision', 'recall'], ...rows, pairs]);
  return `${table}\nlargest cluster ${largest} addresses; most actors in one cluster ${mostActors}`;
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const figure = (ms: number): string => ms.toFixed(ms < 10 ? 3 : 0);
