import { Worker } from 'node:worker_threads';
import { ThreadClient } from '../threads/thread-client.ts';
import type { LedgerQueries, LedgerQueryName } from './ledger-desk.ts';
import type { LedgerPort } from './ledger-port.ts';

/** The ledger desk in a thread of its own, so that a long question never holds up anybody else. */
export function ledgerInWorker(workerUrl: URL): LedgerPort {
  const folders = new Map<string, string>();
  let thread: { readonly client: ThreadClient; readonly ready: Promise<void> } | null = null;
  /** A thread that died is started again, with the ledgers that were open in it. */
  const running = async (): Promise<ThreadClient> => {
    if (thread === null || thread.client.isOver) {
      const client = new ThreadClient(new Worker(workerUrl));
      thread = { client, ready: openAll(client, [...folders]) };
    }
    const { client, ready } = thread;
    await ready;
    return client;
  };
  return {
    async open(worldKey, folder) {
      const client = await running();
      await client.ask('open', worldKey, folder);
      folders.set(worldKey, folder);
    },
    async ask<N extends LedgerQueryName>(worldKey: string, name: N, query: Parameters<LedgerQueries[N]>[0]) {
      const client = await running();
      return (await client.ask('ask', worldKey, name, query)) as ReturnType<LedgerQueries[N]>;
    },
    async close() {
      await thread?.client.close();
      thread = null;
    },
  };
}

async function openAll(client: ThreadClient, ledgers: readonly (readonly [string, string])[]): Promise<void> {
  for (const [worldKey, folder] of ledgers) await client.ask('open', worldKey, folder);
}
