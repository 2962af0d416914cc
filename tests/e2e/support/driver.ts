import type { Answer } from '../../../core/case/answer.ts';
import type { Mark, Work } from '../../../core/case/entry.ts';
import { addressNode, type NodeId } from '../../../core/ids.ts';

/** The hands of the investigator in the window: the same acts by mouse or by keyboard. */
export interface Driver {
  /** Expands a node that is on the graph. */
  expand(node: NodeId, direction: 'in' | 'out'): Promise<void>;
  /** Brings a node onto the graph, in whatever way is at hand. */
  bringIn(node: NodeId): Promise<void>;
  mark(nodes: readonly NodeId[], mark: Mark): Promise<void>;
  claimChange(txid: string, vout: number): Promise<void>;
  groupByCoSpend(address: NodeId): Promise<void>;
  /** Gives the answer by its control, up to the press on submit. */
  answer(answer: Answer): Promise<void>;
  submit(): Promise<void>;
  next(): Promise<void>;
}

/** Does in the window what the investigator did on paper. */
export async function work(driver: Driver, works: readonly Work[]): Promise<void> {
  for (const act of works) {
    if (act.type === 'graph.expand') {
      await driver.expand(act.from, act.direction);
      for (const node of act.nodes) await driver.bringIn(node);
    } else if (act.type === 'graph.add') {
      for (const node of act.nodes) await driver.bringIn(node);
    } else if (act.type === 'mark.set' && act.mark !== null) {
      await driver.mark(act.nodes, act.mark);
    } else if (act.type === 'change.claim' && act.vout !== null) {
      await driver.claimChange(act.txid, act.vout);
    } else if (act.type === 'group.apply') {
      const member = addressNode(act.members[0] ?? '');
      await driver.bringIn(member);
      await driver.groupByCoSpend(member);
    } else throw new Error(`the driver has no hands for ${act.type}`);
  }
}
