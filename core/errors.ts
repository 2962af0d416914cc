/** What went wrong, in a form that crosses every door of the app as data. */
export interface ErrorData {
  /** Stable, namespaced: `room/what`, e.g. `log/head-moved`. Texts for people are looked up by it. */
  readonly code: string;
  /** One English sentence for logs and the command line: what was expected, what was found, what to do. */
  readonly message: string;
  /** The id of the thing the error is about (transaction id, step id, file), where there is one. */
  readonly subject?: string;
  /** Facts a text for people may interpolate (line, column, expected, got). */
  readonly details?: Readonly<Record<string, string | number>>;
}

export class AppError extends Error {
  readonly code: string;
  readonly subject: string | undefined;
  readonly details: Readonly<Record<string, string | number>> | undefined;

  constructor(
    code: string,
    message: string,
    about: { subject?: string; details?: Readonly<Record<string, string | number>>; cause?: unknown } = {},
  ) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause });
    this.name = 'AppError';
    this.code = code;
    this.subject = about.subject;
    this.details = about.details;
  }

  toData(): ErrorData {
    return {
      code: this.code,
      message: this.message,
      ...(this.subject === undefined ? {} : { subject: this.subject }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}

/** Data for any thrown value: an AppError as it is, everything else as `internal/unexpected` without its stack. */
export function errorData(thrown: unknown): ErrorData {
  if (thrown instanceof AppError) return thrown.toData();
  return { code: 'internal/unexpected', message: thrown instanceof Error ? thrown.message : String(thrown) };
}
