import type { BridgeEvent, Role } from '../../core/bridge/contract.ts';

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
/** An event before a session has numbered it. */
export type EventDraft = WithoutSeq<BridgeEvent>;

/** One client of the host: its role, and its numbered events. What it holds (attempts, jobs) is kept by those who lend it. */
export class Session {
  readonly id: string;
  readonly role: Role;
  readonly #send: (event: BridgeEvent) => void;
  #seq = 0;
  #isOpen = true;

  constructor(who: { id: string; role: Role; send: (event: BridgeEvent) => void }) {
    this.id = who.id;
    this.role = who.role;
    this.#send = who.send;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Sends nothing once the session has ended. */
  emit(event: EventDraft): void {
    if (!this.#isOpen) return;
    this.#seq += 1;
    this.#send({ ...event, seq: this.#seq } as BridgeEvent);
  }

  end(): void {
    this.#isOpen = false;
  }
}
