import type { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import { threadReplySchema } from './thread-protocol.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: AppError) => void;
}

/** Asks a worker thread that serves requests (serve-thread.ts). */
export class ThreadClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #isOver = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: unknown) => this.#settle(message));
    worker.on('error', (thrown: unknown) => this.#fail(thrown));
    worker.on('exit', () => this.#fail(new Error('the worker thread ended')));
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** @throws AppError of the method, or `thread/ended` when the worker is gone */
  ask(method: string, ...args: readonly unknown[]): Promise<unknown> {
    if (this.#isOver) return Promise.reject(new AppError('thread/ended', 'the worker thread has ended'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, method, args });
    });
  }

  /** Ends the thread; what is still asked is refused. Idempotent. */
  async close(): Promise<void> {
    this.#isOver = true;
    await this.#worker.terminate();
  }

  #settle(message: unknown): void {
    const reply = threadReplySchema.parse(message);
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) {
      waiting?.resolve(reply.value);
      return;
    }
    const { code, message: text, subject, details } = reply.error;
    waiting?.reject(
      new AppError(code, text, { ...(subject === undefined ? {} : { subject }), ...(details === undefined ? {} : { details }) }),
    );
  }

  #fail(thrown: unknown): void {
    this.#isOver = true;
    for (const { reject } of this.#waiting.values()) {
      reject(new AppError('thread/ended', 'the worker thread ended before it answered', { cause: thrown }));
    }
    this.#waiting.clear();
  }
}
