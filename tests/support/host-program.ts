import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { compileInThread } from '../../host/compile/compile-into.ts';
import { createHost } from '../../host/create-host.ts';
import { noShell } from '../../host/host-ports.ts';
import { LedgerDesk } from '../../host/ledger/ledger-desk.ts';
import { ledgerInThread } from '../../host/ledger/ledger-port.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { LogClock, workSteadily } from './steady-trainee.ts';

/**
 * A program with a host in it, for tests that kill it. `work FOLDER ATTEMPT` works on the attempt for ever; `hold FOLDER ATTEMPT` opens
 * it and waits. One line of JSON for what is committed; a refusal ends it with code 3.
 */
const [task = '', folder = '', attemptId = ''] = process.argv.slice(2);
const tell = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
const clock = new LogClock();
const host = createHost({
  info: { version: '0.0.0', runtime: 'test', isElectron: false, dataFolder: folder },
  dataFolder: join(folder, 'data'),
  worldsFolder: join(folder, 'worlds'),
  ledger: ledgerInThread(new LedgerDesk()),
  compile: compileInThread,
  shell: noShell,
  now: clock.now,
  newId: () => randomUUID(),
  isOutputChecked: false,
});
const transport = connectInProcess(host.server, 'trainee');
const opened = await transport.call('attempt.open', { attemptId, language: 'en' });
if (!opened.ok) {
  tell({ refused: opened.error.code });
  process.exit(3);
}
tell({ open: opened.value.head.seq });
if (task === 'hold') setInterval(() => undefined, 1000);
else if (task === 'work') {
  await workSteadily(transport, { attemptId, entries: opened.value.entries, clock }, ({ seq, hash }) => {
    tell({ seq, hash });
    return false;
  });
} else throw new AppError('test/no-task', `no task "${task}"`);
