import { AppError } from '../../core/errors.ts';
import type { AttemptDesk } from '../attempts/attempt-desk.ts';
import type { LedgerQueries, LedgerQueryName } from '../ledger/ledger-desk.ts';
import type { LedgerPort } from '../ledger/ledger-port.ts';
import type { HandlersOf } from './handlers.ts';
import type { Session } from './session.ts';

export function ledgerCalls({ desk, ledger }: { desk: AttemptDesk; ledger: LedgerPort }): HandlersOf<'ledger'> {
  /** Every question names the attempt it is asked for, and a time that is not later than the attempt's clock. */
  async function ask<N extends LedgerQueryName>(
    session: Session,
    name: N,
    input: Parameters<LedgerQueries[N]>[0] & { attemptId: string; asOfMs: number },
  ): Promise<ReturnType<LedgerQueries[N]>> {
    const { attemptId, asOfMs } = input;
    const { state, world } = await desk.held(session, attemptId);
    if (asOfMs > state.clockMs) {
      const details = { asOfMs, clockMs: state.clockMs };
      throw new AppError('bridge/as-of-later', 'the question is about a time later than now', { subject: attemptId, details });
    }
    return ledger.ask(world.worldKey, name, input);
  }
  return {
    'ledger.subgraph': (session, input) => ask(session, 'subgraph', input),
    'ledger.address': (session, input) => ask(session, 'address', input),
    'ledger.addressTxs': (session, input) => ask(session, 'addressTxs', input),
    'ledger.expand': (session, input) => ask(session, 'expand', input),
    'ledger.changeCandidates': (session, input) => ask(session, 'changeCandidates', input),
    'ledger.coSpend': (session, input) => ask(session, 'coSpend', input),
    'ledger.search': (session, input) => ask(session, 'search', input),
    'ledger.rawTx': (session, input) => ask(session, 'rawTx', input),
  };
}
