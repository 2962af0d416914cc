import { AppError } from '../errors.ts';

/** One fault of a scenario source, for the person who wrote it. */
export interface ScenarioProblem {
  /** Rule broken, e.g. `language/unknown-name`. */
  readonly code: string;
  /** 1-based; null when the fault has no place in the text (a missing file). */
  readonly line: number | null;
  readonly column: number | null;
  /** Dotted path in the source, e.g. `exercise.steps.3.answer`. */
  readonly path: string;
  /** What was found and what was expected. */
  readonly message: string;
  /** What to do, with the nearest valid name where there is one. */
  readonly remedy: string;
}

/** Thrown with all faults at once, in order of position. */
export class ScenarioRejected extends AppError {
  readonly problems: readonly ScenarioProblem[];

  constructor(file: string, problems: readonly ScenarioProblem[]) {
    super(
      'language/rejected',
      `${file}: ${problems.length} problem(s): ${problems.map((problem) => `${problem.line ?? '?'}:${problem.column ?? '?'} ${problem.message}`).join('; ')}`,
      { subject: file },
    );
    this.problems = problems;
  }
}
