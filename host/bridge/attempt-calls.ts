import { briefingView } from '../../core/exercise/exercise-view.ts';
import type { AttemptDesk } from '../attempts/attempt-desk.ts';
import { checkWork } from '../attempts/check-work.ts';
import type { LedgerPort } from '../ledger/ledger-port.ts';
import type { ExerciseDesk } from './exercise-calls.ts';
import type { HandlersOf } from './handlers.ts';
import { type LibraryPorts, libraryWorld } from './library-calls.ts';

export interface AttemptPorts {
  readonly desk: AttemptDesk;
  readonly ledger: LedgerPort;
  readonly exercises: ExerciseDesk;
  readonly library: Pick<LibraryPorts, 'worlds' | 'registry' | 'hostLog'>;
}

export function attemptCalls({ desk, ledger, exercises, library }: AttemptPorts): HandlersOf<'attempt'> {
  return {
    'attempt.start': async (_session, { traineeId, scenarioId }) => ({
      attemptId: await desk.start({ traineeId, libraryId: scenarioId, world: await libraryWorld(library, scenarioId) }),
    }),
    'attempt.open': async (session, { attemptId, language }) => {
      const attempt = await desk.open(session, attemptId, language);
      return attempt.inTurn(async () => ({
        entries: [...attempt.entries],
        head: attempt.head,
        briefing: briefingView(attempt.world.exercise, language),
        exercise: await exercises.view(attempt),
      }));
    },
    'attempt.close': async (session, { attemptId }) => {
      await desk.close(session, attemptId);
      return {};
    },
    'attempt.entries': async (session, { attemptId, afterSeq }) => {
      const attempt = await desk.held(session, attemptId);
      return { entries: attempt.entries.filter((entry) => entry.seq > afterSeq), head: attempt.head };
    },
    'attempt.append': async (session, { attemptId, expectedHead, work }) => {
      const attempt = await desk.held(session, attemptId);
      return attempt.inTurn(async () => {
        attempt.requireHead(expectedHead);
        const { state, world } = attempt;
        const asOfMs = state.clockMs;
        await checkWork(work, {
          state,
          part: world.exercise,
          unknownNodes: async (nodes) => (nodes.length === 0 ? [] : ledger.ask(world.worldKey, 'unknownNodes', { asOfMs, nodes })),
          outputCount: async (txid) => (await ledger.ask(world.worldKey, 'transaction', { asOfMs, txid })).outputs.length,
        });
        return { entries: attempt.commit([work]), head: attempt.head };
      });
    },
  };
}
