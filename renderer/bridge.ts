import { z } from 'zod';
import { type BridgeEvent, type CallInput, type CallName, type CallOutput, calls, eventSchema } from '../core/bridge/contract.ts';
import { AppError } from '../core/errors.ts';

// The page's policy forbids eval; zod would otherwise probe for it and log a violation.
z.config({ jitless: true });

/** What the preload puts on the window: untyped on purpose, because nothing that crosses is believed before it is parsed. */
export interface ExposedBridge {
  call(name: string, input: unknown): Promise<unknown>;
  onEvent(listener: (event: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly ariadne?: ExposedBridge;
  }
}

/** The renderer's view of the host. */
export interface Bridge {
  /** Resolves to the call's output. Throws AppError with the host's code, or `bridge/broken-reply` when the reply has another shape. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Calls back for every event of this session, in order; returns how to stop. */
  onEvent(listener: (event: BridgeEvent) => void): () => void;
}

const failureSchema = z.object({
  ok: z.literal(false),
  error: z.object({
    code: z.string(),
    message: z.string(),
    subject: z.string().optional(),
    details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
});

function readReply<N extends CallName>(name: N, reply: unknown): CallOutput<N> {
  const failure = failureSchema.safeParse(reply);
  if (failure.success) {
    const { code, message, subject, details } = failure.data.error;
    throw new AppError(code, message, { ...(subject === undefined ? {} : { subject }), ...(details === undefined ? {} : { details }) });
  }
  const success = z.object({ ok: z.literal(true), value: calls[name].output }).safeParse(reply);
  if (!success.success) {
    throw new AppError('bridge/broken-reply', `The host's reply to ${name} has an unexpected shape: ${success.error.issues[0]?.message}`, {
      subject: name,
    });
  }
  return success.data.value as CallOutput<N>;
}

/** Wraps what the preload exposes. The page's one `window.ariadne` is read by the composition root only. */
export function connectBridge(exposed: ExposedBridge): Bridge {
  return {
    async call(name, input) {
      return readReply(name, await exposed.call(name, input));
    },
    onEvent(listener) {
      return exposed.onEvent((event) => {
        const parsed = eventSchema.safeParse(event);
        if (parsed.success) listener(parsed.data);
      });
    },
  };
}

/** The bridge of this window. Throws `bridge/absent` when the page was opened outside of the desktop shell. */
export function windowBridge(): Bridge {
  const exposed = window.ariadne;
  if (exposed === undefined) throw new AppError('bridge/absent', 'No host: the page runs outside of Ariadne. Start it with npm start.');
  return connectBridge(exposed);
}
