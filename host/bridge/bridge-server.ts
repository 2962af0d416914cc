import { type BridgeEvent, type CallName, type CallResult, calls, type Role } from '../../core/bridge/contract.ts';
import { AppError } from '../../core/errors.ts';
import type { HostLog } from '../log/host-log.ts';
import type { Handlers } from './handlers.ts';
import { badInput, guardInput } from './input-guard.ts';
import { Session } from './session.ts';

/** What a transport holds of a session. */
export interface Connection {
  readonly sessionId: string;
  /** Any name, any input: both are checked. Never rejects. */
  call(name: unknown, input: unknown): Promise<CallResult<CallName>>;
  /** Ends the session: lets its attempts go and stops its events. Idempotent. */
  close(): Promise<void>;
}

export interface BridgeServerPorts {
  readonly handlers: Handlers;
  readonly newId: () => string;
  readonly log: HostLog;
  /** Called once when a session ends, before `close` resolves. */
  readonly onSessionEnd: (session: Session) => Promise<void>;
  /** Check every output against its schema as well. Tests do; a client checks what it gets by itself. */
  readonly isOutputChecked: boolean;
}

/** Takes calls of many sessions: checks name, role and input, lets the handler work, and turns every fault into data. */
export class BridgeServer {
  readonly #ports: BridgeServerPorts;
  readonly #sessions = new Map<string, Session>();

  constructor(ports: BridgeServerPorts) {
    this.#ports = ports;
  }

  /** A new session. `send` gets its events in order. */
  connect(client: { readonly role: Role; readonly send: (event: BridgeEvent) => void }): Connection {
    const session = new Session({ id: this.#ports.newId(), role: client.role, send: client.send });
    this.#sessions.set(session.id, session);
    return {
      sessionId: session.id,
      call: (name, input) => this.#call(session, name, input),
      close: () => this.#end(session),
    };
  }

  sessions(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  async close(): Promise<void> {
    for (const session of this.sessions()) await this.#end(session);
  }

  async #end(session: Session): Promise<void> {
    if (!this.#sessions.delete(session.id)) return;
    session.end();
    await this.#ports.onSessionEnd(session);
  }

  async #call(session: Session, name: unknown, input: unknown): Promise<CallResult<CallName>> {
    try {
      if (!session.isOpen) throw new AppError('bridge/closed', 'the session has ended');
      if (!isCallName(name)) throw new AppError('bridge/unknown-call', 'the contract has no such call');
      return { ok: true, value: await this.#handle(session, name, input) };
    } catch (thrown) {
      return { ok: false, error: this.#errorData(thrown, name) };
    }
  }

  async #handle<N extends CallName>(session: Session, name: N, input: unknown) {
    const { roles, input: schema, output } = calls[name];
    if (!roles.includes(session.role))
      throw new AppError('bridge/role', `${name} is not for the role "${session.role}"`, { subject: name });
    guardInput(name, input);
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw badInput(name, ['input', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'not of its schema');
    }
    const handler = this.#ports.handlers[name] as (session: Session, input: unknown) => ReturnType<Handlers[N]>;
    const value = await handler(session, parsed.data);
    if (!this.#ports.isOutputChecked) return value;
    const checked = output.safeParse(value);
    if (checked.success) return value;
    const issue = checked.error.issues[0];
    throw new AppError('bridge/bad-output', `${name}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, { subject: name });
  }

  /** An unexpected fault says nothing to the client but that it happened: its message could hold what the client may not know. */
  #errorData(thrown: unknown, name: unknown) {
    const call = isCallName(name) ? name : 'unknown';
    if (thrown instanceof AppError) {
      this.#ports.log.write('info', 'call refused', { call, code: thrown.code });
      return thrown.toData();
    }
    this.#ports.log.fault('call failed', thrown, { call });
    return { code: 'internal/unexpected', message: 'an unexpected fault; the local log has its place in the program' };
  }
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name);
}
