import type { BridgeEvent, BridgeTransport, CallInput, CallName, CallOutput } from '../../core/bridge/contract.ts';

/** A client that keeps all that crosses to it: answers, refusals and events, in their order. */
export class RecordingClient {
  readonly #transport: BridgeTransport;
  readonly answers: string[] = [];
  readonly events: string[] = [];
  readonly called = new Set<string>();

  constructor(transport: BridgeTransport) {
    this.#transport = transport;
    transport.onEvent((event: BridgeEvent) => void this.events.push(JSON.stringify(event)));
  }

  async ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const result = await this.try(name, input);
    if (!result.ok) throw new Error(`${name}: ${result.error.code}`);
    return result.value as CallOutput<N>;
  }

  async try(name: CallName, input: unknown) {
    this.called.add(name);
    const result = await this.#transport.call(name, input as never);
    this.answers.push(`${name} ${JSON.stringify(result)}`);
    return result;
  }

  /** Waits for an event. */
  async heard(text: string): Promise<void> {
    for (let turn = 0; turn < 2000; turn += 1) {
      if (this.events.some((event) => event.includes(text))) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    throw new Error(`no event with ${text}`);
  }
}
