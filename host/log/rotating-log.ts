import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type HostLog, type LogFacts, type LogLevel, placeOf } from './host-log.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error'];

export interface RotatingLogOptions {
  readonly folder: string;
  /** Lines below it are not written. */
  readonly level: LogLevel;
  /** Size at which a file is put aside, and how many are kept in all. */
  readonly bytesMax: number;
  readonly filesMax: number;
  /** Wall clock, ms since 1970 UTC. */
  readonly now: () => number;
}

/** JSON lines in `ariadne.log`, older ones in `ariadne.1.log` and up. A log that cannot be written stops nothing. */
export class RotatingLog implements HostLog {
  readonly #options: RotatingLogOptions;
  #bytes: number;

  constructor(options: RotatingLogOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
    this.#bytes = existsSync(this.#file(0)) ? statSync(this.#file(0)).size : 0;
  }

  write(level: LogLevel, event: string, facts: LogFacts = {}): void {
    if (levels.indexOf(level) < levels.indexOf(this.#options.level)) return;
    const line = `${JSON.stringify({ at: new Date(this.#options.now()).toISOString(), level, event, ...facts })}\n`;
    const bytes = Buffer.byteLength(line);
    try {
      if (this.#bytes > 0 && this.#bytes + bytes > this.#options.bytesMax) this.#rotate();
      appendFileSync(this.#file(0), line);
      this.#bytes += bytes;
    } catch (thrown) {
      // A full disk must not take the case file's errors with it: those are reported to the trainee by themselves.
      process.stderr.write(`the log cannot be written: ${placeOf(thrown).kind}\n`);
    }
  }

  fault(event: string, thrown: unknown, facts: LogFacts = {}): void {
    this.write('error', event, { ...facts, ...placeOf(thrown) });
  }

  /** All that is kept, oldest line first. */
  readAll(): string {
    const files = Array.from({ length: this.#options.filesMax }, (_, index) => this.#file(index)).reverse();
    return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('');
  }

  #rotate(): void {
    rmSync(this.#file(this.#options.filesMax - 1), { force: true });
    for (let index = this.#options.filesMax - 2; index >= 0; index -= 1) {
      if (existsSync(this.#file(index))) renameSync(this.#file(index), this.#file(index + 1));
    }
    this.#bytes = 0;
  }

  #file(index: number): string {
    return join(this.#options.folder, index === 0 ? 'ariadne.log' : `ariadne.${index}.log`);
  }
}
