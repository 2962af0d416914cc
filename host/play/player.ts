import type { StepView } from '../../core/bridge/views.ts';
import type { Answer } from '../../core/case/answer.ts';
import type { PlaySession } from './play-session.ts';

/** Somebody who answers steps. Asked again while the step stays open; null gives the step up. */
export interface Player {
  answer(step: StepView, session: PlaySession): Promise<Answer | null>;
}

/** Gives every step up. */
export const emptyPlayer: Player = { answer: async () => null };
