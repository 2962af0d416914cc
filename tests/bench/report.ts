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
