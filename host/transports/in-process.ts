import type { BridgeEvent, BridgeTransport, CallResult, Role } from '../../core/bridge/contract.ts';
import type { BridgeServer } from '../bridge/bridge-server.ts';

/** A client in the host's own thread. What crosses is copied, as on every other transport. */
export function connectInProcess(server: BridgeServer, role: Role): BridgeTransport {
  const listeners = new Set<(event: BridgeEvent) => void>();
  const connection = server.connect({
    role,
    send: (event) => {
      for (const listener of [...listeners]) listener(structuredClone(event));
    },
  });
  return {
    async call(name, input) {
      const result = await connection.call(name, copied(input));
      return structuredClone(result) as CallResult<typeof name>;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => void connection.close(),
  };
}

/** What cannot be copied goes in as it is, so that the guard names the fault. */
function copied(input: unknown): unknown {
  try {
    return structuredClone(input);
  } catch {
    return input;
  }
}
