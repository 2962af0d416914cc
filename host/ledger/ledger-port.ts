import type { LedgerDesk, LedgerQueries, LedgerQueryName } from './ledger-desk.ts';

/** The ledger desk as the host sees it, wherever it runs. */
export interface LedgerPort {
  open(worldKey: string, folder: string): Promise<void>;
  ask<N extends LedgerQueryName>(worldKey: string, name: N, query: Parameters<LedgerQueries[N]>[0]): Promise<ReturnType<LedgerQueries[N]>>;
  close(): Promise<void>;
}

/** The desk in the caller's own thread: for tests and short-lived programs. */
export function ledgerInThread(desk: LedgerDesk): LedgerPort {
  return {
    open: (worldKey, folder) => desk.open(worldKey, folder),
    ask: async (worldKey, name, query) => desk.ask(worldKey, name, query),
    close: async () => {},
  };
}
