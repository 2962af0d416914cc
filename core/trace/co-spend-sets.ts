/** Addresses, by number, that one transaction spends from together. */
export interface JointSpend {
  readonly tx: number;
  /** Each once, in input order. */
  readonly addresses: readonly number[];
}

/**
 * Disjoint sets of addresses (union-find with path halving), which keep the transactions that joined what was apart before: a false
 * merge is permanent and transitive, so each join must be open to question.
 */
export class CoSpendSets {
  readonly #parent: Int32Array;
  readonly evidence: JointSpend[] = [];

  constructor(addressCount: number) {
    this.#parent = Int32Array.from({ length: addressCount }, (_, address) => address);
  }

  /** In ledger order, so that the evidence of a time stays the beginning of the evidence of a later one. */
  join(spend: JointSpend): void {
    const [first, ...others] = spend.addresses;
    if (first === undefined) return;
    let hasJoined = false;
    for (const other of others) {
      const left = this.root(first);
      const right = this.root(other);
      if (left === right) continue;
      this.#parent[Math.max(left, right)] = Math.min(left, right);
      hasJoined = true;
    }
    if (hasJoined) this.evidence.push(spend);
  }

  /** The lowest address number of the set. */
  root(address: number): number {
    const parent = this.#parent;
    let node = address;
    for (let above = parent[node]; above !== undefined && above !== node; above = parent[node]) {
      const next = parent[above] ?? above;
      parent[node] = next;
      node = next;
    }
    return node;
  }

  /** Sets of two or more, members rising, in the order of their lowest member. */
  groups(): number[][] {
    const byRoot = new Map<number, number[]>();
    for (let address = 0; address < this.#parent.length; address += 1) {
      const root = this.root(address);
      const members = byRoot.get(root);
      if (members === undefined) byRoot.set(root, [address]);
      else members.push(address);
    }
    return [...byRoot.values()].filter((members) => members.length > 1);
  }
}
