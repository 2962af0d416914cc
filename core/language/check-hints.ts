import type { Complaints } from './complaints.ts';
import type { Scenario } from './scenario.ts';

/** What these checks look at. */
type Checked = Pick<Scenario, 'exercise'>;

/** Hints are paid for out of the points of their step: what costs more than there is would be given away. */
export function checkHints({ exercise }: Checked, complaints: Complaints): void {
  exercise.steps.forEach(({ hints, points }, index) => {
    let spent = 0;
    hints.forEach(({ cost }, at) => {
      spent += cost;
      if (spent <= points || spent - cost > points) return;
      complaints.add(['exercise', 'steps', index, 'hints', at, 'cost'], {
        code: 'language/hint-too-dear',
        message: `with this hint the hints of the step cost ${spent} points, and the step is worth ${points}`,
        remedy: 'lower the costs or raise the points of the step',
      });
    });
  });
}
