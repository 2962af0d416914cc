import { type ChangeHeuristic, type ChangeVerdict, type Reason, rule, ruledOut } from './change-heuristic.ts';

/** Keeps what every part keeps. An output is ruled out with the reason of the first part that does so. */
export function intersectionOf(id: string, parts: readonly ChangeHeuristic[]): ChangeHeuristic {
  return combined(id, parts, (verdicts) => verdicts.find((verdict) => !verdict.keeps) ?? verdicts.at(-1));
}

/** Keeps what any part keeps, with the reason of the first that does. */
export function unionOf(id: string, parts: readonly ChangeHeuristic[]): ChangeHeuristic {
  return combined(id, parts, (verdicts) => verdicts.find((verdict) => verdict.keeps) ?? verdicts.at(-1));
}

/** Keeps what the first keeps and the second rules out. */
export function differenceOf(id: string, first: ChangeHeuristic, second: ChangeHeuristic): ChangeHeuristic {
  return combined(id, [first, second], ([own, other]) => (own?.keeps && other?.keeps ? { ...other, keeps: false } : own));
}

/** Keeps the only survivor; where several are left, none. */
export function onlyUnique(id: string, part: ChangeHeuristic, silence?: Parameters<typeof rule>[0]['silence']): ChangeHeuristic {
  return rule({
    id,
    isDynamic: part.isDynamic,
    ...(silence === undefined ? {} : { silence }),
    verdicts: (tx, around) => {
      if (silence?.(tx, around)) return tx.outputs.map(({ vout }) => ruledOut(vout, 'silent.no-set'));
      const { verdicts } = part.judge(tx, around);
      const count = verdicts.filter((verdict) => verdict.keeps).length;
      if (count < 2) return verdicts;
      const several: Reason = { code: 'several-left', facts: { count } };
      return verdicts.map((verdict) => (verdict.keeps ? { ...verdict, keeps: false, reason: several } : verdict));
    },
  });
}

type Pick = (verdicts: readonly ChangeVerdict[]) => ChangeVerdict | undefined;

function combined(id: string, parts: readonly ChangeHeuristic[], pick: Pick): ChangeHeuristic {
  return rule({
    id,
    isDynamic: parts.some((part) => part.isDynamic),
    verdicts: (tx, around) => {
      const judged = parts.map((part) => part.judge(tx, around).verdicts);
      return tx.outputs.map(({ vout }, place) => {
        const chosen = pick(judged.flatMap((verdicts) => verdicts[place] ?? []));
        return chosen ?? ruledOut(vout, 'silent.no-set');
      });
    },
  });
}
