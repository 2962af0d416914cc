import { parentPort } from 'node:worker_threads';
import { LedgerDesk, type LedgerQueryName } from './ledger/ledger-desk.ts';
import { serveThread } from './threads/serve-thread.ts';

/** Entry of the ledger worker thread. */
const desk = new LedgerDesk();
if (parentPort === null) throw new Error('the ledger worker runs as a worker thread');
serveThread(parentPort, {
  open: (worldKey: string, folder: string) => desk.open(worldKey, folder),
  ask: (worldKey: string, name: LedgerQueryName, query: never) => desk.ask(worldKey, name, query),
});
