import { parseScenario } from '../../core/language/parse-scenario.ts';
import { type ScenarioProblem, ScenarioRejected } from '../../core/language/problem.ts';

/** What is wrong with a scenario source. */
export function problemsOf(text: string): readonly ScenarioProblem[] {
  try {
    parseScenario(text, 'case.yaml');
  } catch (thrown) {
    if (thrown instanceof ScenarioRejected) return thrown.problems;
    throw thrown;
  }
  return [];
}
