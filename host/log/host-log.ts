export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/** Values a log line may carry: names of calls, codes, counts, durations. Never ids of a ledger, texts of a trainee, or truth. */
export type LogFacts = Readonly<Record<string, string | number | boolean>>;

export interface HostLog {
  write(level: LogLevel, event: string, facts?: LogFacts): void;
  /** An unexpected fault: its kind and its place in the program, not its message, which could hold case data. */
  fault(event: string, thrown: unknown, facts?: LogFacts): void;
}

/** `Error.name` and the stack's frames without the message in front of them. */
export function placeOf(thrown: unknown): { kind: string; place: string } {
  if (!(thrown instanceof Error)) return { kind: typeof thrown, place: '' };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    kind: thrown.name,
    place: frames
      .slice(0, 8)
      .map((line) => line.trim())
      .join(' < '),
  };
}
