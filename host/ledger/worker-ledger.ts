import { Worker } from 'node:worker_threads';
import { ThreadClient } from '../threads/thread-client.ts';
import type { LedgerQueries, LedgerQueryName } from './ledger-desk.ts';
import type { LedgerPort } from './ledger-port.ts';

/** The ledger desk in a thread of its own, so that a long question never holds up anybody else. */
export function ledgerInWorker(workerUrl: URL): LedgerPort {
  let client: ThreadClient | null = null;
  /** A worker that died is started again; its ledgers are opened again by whoever asks next. */
  const opened = new Map<string, string>();
  const running = (): ThreadClient => {
    if (client !== null && !client.isOver) return client;
    const fresh = new ThreadClient(new Worker(workerUrl));
    client = fresh;
    return fresh;
  };
  const openAll = async (thread: ThreadClient): Promise<void> => {
    for (const [worldKey, folder] of opened) await thread.ask('open', worldKey, folder);
  };
  return {
    async open(worldKey, folder) {
      opened.set(worldKey, folder);
      await running().ask('open', worldKey, folder);
    },
    async ask<N extends LedgerQueryName>(worldKey: string, name: N, query: Parameters<LedgerQueries[N]>[0]) {
      const isFresh = client === null || client.isOver;
      const thread = running();
      if (isFresh) await openAll(thread);
      return (await thread.ask('ask', worldKey, name, query)) as ReturnType<LedgerQueries[N]>;
    },
    async close() {
      await client?.close();
      client = null;
    },
  };
}
