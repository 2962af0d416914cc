import type { ChangeCandidates } from '../bridge/views.ts';
import { survivorsOf, uniqueChange } from './change/change-heuristic.ts';
import { changeHeuristics } from './change/change-heuristics.ts';
import type { LedgerIndex } from './ledger-index.ts';
import { LedgerShapes } from './ledger-shape.ts';

/** What every change heuristic says about a transaction, with what is known as of then. @throws AppError `trace/unknown-transaction` */
export function changeCandidates(index: LedgerIndex, txid: string, asOfMs: number): ChangeCandidates {
  const shapes = new LedgerShapes(index.asOf(asOfMs));
  const tx = shapes.named(txid);
  return {
    txid,
    asOfMs,
    heuristics: changeHeuristics.map((heuristic) => {
      const judgement = heuristic.judge(tx, shapes);
      return {
        id: heuristic.id,
        isDynamic: heuristic.isDynamic,
        isApplicable: judgement.isApplicable,
        survivors: survivorsOf(judgement),
        unique: uniqueChange(judgement),
        reasons: judgement.verdicts.map(({ vout, keeps, reason }) => ({
          vout,
          keeps,
          reason: { code: reason.code, facts: { ...reason.facts } },
        })),
      };
    }),
  };
}
