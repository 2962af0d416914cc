import type { BitcoinBlock } from '../chain/bitcoin/model.ts';
import type { Tag } from '../chain/tag.ts';
import { LedgerAsOf } from './ledger-as-of.ts';
import { buildColumns, type LedgerColumns } from './ledger-columns.ts';
import { SearchText } from './search-text.ts';
import { TagBook } from './tag-book.ts';

/**
 * The ledger an investigator asks, built once from its blocks and never changed. Every question goes through `asOf`, which decides
 * what it may see.
 */
export class LedgerIndex {
  readonly tags: TagBook;
  readonly #columns: LedgerColumns;
  #latest: LedgerAsOf | null = null;
  #searchText: SearchText | null = null;

  /**
   * @param blocks in chain order
   * @throws AppError `trace/duplicate-transaction`, `trace/missing-output`, `trace/output-spent-twice`: such a ledger is refused, never repaired
   */
  constructor(blocks: readonly BitcoinBlock[], tags: readonly Tag[]) {
    this.#columns = buildColumns(blocks);
    this.tags = new TagBook(tags);
  }

  /** The ledger as known at a simulated time, ms. */
  asOf(asOfMs: number): LedgerAsOf {
    if (this.#latest?.asOfMs !== asOfMs) this.#latest = new LedgerAsOf(this.#columns, asOfMs);
    return this.#latest;
  }

  /** All ids as text to search in; made at the first search. */
  searchText(): SearchText {
    this.#searchText ??= new SearchText(this.#columns);
    return this.#searchText;
  }
}
