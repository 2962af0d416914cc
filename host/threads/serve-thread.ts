import type { MessagePort } from 'node:worker_threads';
import { AppError, errorData } from '../../core/errors.ts';
import { threadRequestSchema } from './thread-protocol.ts';

export type ThreadMethods = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Answers requests on a port with the methods given. Errors cross as data. */
export function serveThread(port: MessagePort, methods: ThreadMethods): void {
  port.on('message', (message: unknown) => {
    const { id, method, args } = threadRequestSchema.parse(message);
    void answer(methods, method, args).then(
      (value) => port.postMessage({ id, ok: true, value }),
      (thrown: unknown) => port.postMessage({ id, ok: false, error: errorData(thrown) }),
    );
  });
}

async function answer(methods: ThreadMethods, method: string, args: readonly unknown[]): Promise<unknown> {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (known === undefined) throw new AppError('thread/unknown-method', `the worker has no method "${method}"`);
  return known(...(args as never[]));
}
