import { parentPort } from 'node:worker_threads';
import '../../host/ledger-worker.ts';

// The ledger worker, which dies of one question as it would of a lack of memory.
parentPort?.on('message', (message: unknown) => {
  if (JSON.stringify(message).includes('deadly')) process.exit(1);
});
