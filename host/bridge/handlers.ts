import type { z } from 'zod';
import type { CallName, CallOutput, Calls } from '../../core/bridge/contract.ts';
import type { Session } from './session.ts';

/** An input as its schema left it. */
export type ParsedInput<N extends CallName> = z.output<Calls[N]['input']>;

/** One handler a call. The whole table is checked against the contract where it is put together: a missing one does not compile. */
export type Handlers = { readonly [N in CallName]: (session: Session, input: ParsedInput<N>) => Promise<CallOutput<N>> };

/** The handlers of one family, e.g. `attempt.`. */
export type HandlersOf<Family extends string> = Pick<Handlers, Extract<CallName, `${Family}.${string}`>>;
