import { nameRemedy } from './nearest.ts';
import type { ScenarioProblem } from './problem.ts';
import type { SourcePath, SourceText } from './source-text.ts';

/** Collects the problems of a source with their places. */
export class Complaints {
  readonly #source: SourceText;
  readonly #problems: ScenarioProblem[] = [];

  constructor(source: SourceText) {
    this.#source = source;
  }

  add(path: SourcePath, problem: Pick<ScenarioProblem, 'code' | 'message' | 'remedy'>): void {
    const place = this.#source.locate(path);
    this.#problems.push({ ...problem, line: place?.line ?? null, column: place?.column ?? null, path: path.join('.') });
  }

  /** A name that should be one of `valid` and is not. `what`: "actor", "event". */
  unknown(path: SourcePath, name: { readonly what: string; readonly written: string; readonly valid: readonly string[] }): void {
    this.add(path, {
      code: 'language/unknown-name',
      message: `there is no ${name.what} "${name.written}"`,
      remedy: nameRemedy(name.written, name.valid),
    });
  }

  get problems(): readonly ScenarioProblem[] {
    return this.#problems;
  }
}

/** By position in the text; problems without a place last. */
export function inOrder(problems: readonly ScenarioProblem[]): ScenarioProblem[] {
  const line = (problem: ScenarioProblem) => problem.line ?? Number.MAX_SAFE_INTEGER;
  return [...problems].sort((left, right) => line(left) - line(right) || (left.column ?? 0) - (right.column ?? 0));
}
