import { z } from 'zod';
import { type BridgeEvent, type BridgeTransport, type CallName, type CallResult, eventSchema } from '../../core/bridge/contract.ts';
import type { ErrorData } from '../../core/errors.ts';
import type { Connection } from '../bridge/bridge-server.ts';

/**
 * What goes over a wire, as objects (message port) or as JSON texts (WebSocket):
 * client `{id, name, input}`; host `{id, result}` and `{event}`.
 */
const requestSchema = z.strictObject({ id: z.int().min(0), name: z.unknown(), input: z.unknown() });

const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  subject: z.string().optional(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
const messageSchema = z.union([
  z.strictObject({ event: eventSchema }),
  z.strictObject({
    id: z.int().min(0),
    result: z.union([
      z.strictObject({ ok: z.literal(true), value: z.unknown() }),
      z.strictObject({ ok: z.literal(false), error: errorSchema }),
    ]),
  }),
]);

/** One end of a wire. */
export interface Wire {
  send(message: unknown): void;
  close(): void;
}

/** Host side: answers one message. A message that is no request is passed over: there is nobody to answer. */
export async function serveMessage(connection: Connection, wire: Wire, message: unknown): Promise<void> {
  const request = requestSchema.safeParse(message);
  if (!request.success) return;
  const { id, name, input } = request.data;
  wire.send({ id, result: await connection.call(name, input) });
}

/** Client side: numbers the calls and gives each its answer. */
export class WireClient implements BridgeTransport {
  readonly #wire: Wire;
  readonly #waiting = new Map<number, (result: CallResult<CallName>) => void>();
  readonly #listeners = new Set<(event: BridgeEvent) => void>();
  #lastId = 0;
  #isLost = false;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  call: BridgeTransport['call'] = (name, input) => {
    if (this.#isLost) return Promise.resolve(lost());
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve as (result: CallResult<CallName>) => void);
      try {
        this.#wire.send({ id, name, input });
      } catch {
        this.#waiting.delete(id);
        resolve(failed('bridge/bad-input', `${name}: the input cannot be sent`));
      }
    });
  };

  onEvent(listener: (event: BridgeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** To be called for every message that arrives. */
  take(data: unknown): void {
    const message = messageSchema.safeParse(data);
    if (!message.success) return;
    if ('event' in message.data) {
      for (const listener of [...this.#listeners]) listener(message.data.event);
      return;
    }
    const { id, result } = message.data;
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(result as CallResult<CallName>);
  }

  /** To be called when the wire is gone: what still waits is told so. */
  lose(): void {
    this.#isLost = true;
    for (const resolve of this.#waiting.values()) resolve(lost());
    this.#waiting.clear();
  }

  close(): void {
    this.#wire.close();
    this.lose();
  }
}

function failed(code: string, message: string): { readonly ok: false; readonly error: ErrorData } {
  return { ok: false, error: { code, message } };
}

const lost = () => failed('bridge/connection-lost', 'the connection to the host is gone');
