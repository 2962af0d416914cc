import { AppError } from '../../core/errors.ts';

/** What a command needs of its surroundings; everything comes in, so that tests run commands without a process. */
export interface CommandContext {
  /** Where relative paths of the person are meant from. */
  readonly workingFolder: string;
  /** Sources of the shipped scenarios. */
  readonly scenariosFolder: string;
  /** Compiled worlds that came with Ariadne, one folder each; need not be there. */
  readonly worldsFolder: string;
  /** A folder for what a command makes and nobody keeps; removed at the end. */
  readonly temporaryFolder: string;
  /** Wall clock, ms since 1970 UTC. */
  readonly now: () => number;
  readonly newId: () => string;
  /** One JSON document or JSON Lines, for machines. */
  readonly print: (text: string) => void;
}

/** 0 done, 1 rejected or failed, 2 the command line itself is wrong. */
export type ExitCode = 0 | 1 | 2;

/** The command line is wrong: the message says how. Exit code 2. */
export class UsageError extends Error {}

/** What the person named as a place to write to, and the file system refuses. */
export const cannotWrite =
  (path: string) =>
  (cause: NodeJS.ErrnoException): never => {
    throw new AppError('cli/not-writable', `${path} cannot be written (${cause.code ?? cause.message})`, { subject: path, cause });
  };

export const printJson = (context: CommandContext, value: unknown): void => context.print(`${JSON.stringify(value, null, 2)}\n`);

export const usage = `Ariadne on the command line

  validate SCENARIO                        check a scenario source; every fault with line, column and remedy
  blocks                                   what a story is made of: each block with its parameters
  schema                                   JSON Schema of a scenario source, for editors
  compile  SCENARIO [--seed N] [--out DIR] compile a world; counts, time, ledgerSha256
  play     SCENARIO [--seed N] [--script ideal|empty|guess|accuse-all|FILE] [--runs N]
                                           play an attempt without a window; score and points per step
  log list   --data DIR                    attempts in a data folder
  log export ATTEMPT --data DIR [--out FILE]
                                           a case log as JSON Lines
  log verify FILE                          check a case log; names what was edited, removed, reordered, inserted or cut
  log grade  FILE --world DIR              grade a case log with a compiled world that has its truth part

SCENARIO is a .yaml file, a folder with scenario.yaml in it, or the id of a shipped scenario.
Standard output is JSON (or JSON Lines); messages for people go to standard error.
Exit codes: 0 done, 1 rejected or failed, 2 wrong command line.
`;
