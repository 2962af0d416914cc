import { AppError } from '../../core/errors.ts';
import { debrief } from '../../core/exercise/debrief.ts';
import { timeMsSchema } from '../../core/ids.ts';
import type { AttemptDesk } from '../attempts/attempt-desk.ts';
import type { LedgerPort } from '../ledger/ledger-port.ts';
import type { TruthVault } from '../worlds/truth-vault.ts';
import type { HandlersOf } from './handlers.ts';

/** The end of the ledger: the debrief shows what happened after the attempt's clock as well. */
const endOfTimeMs = timeMsSchema.maxValue ?? Number.MAX_SAFE_INTEGER;

export function debriefCalls({ desk, ledger, vault }: { desk: AttemptDesk; ledger: LedgerPort; vault: TruthVault }): HandlersOf<'debrief'> {
  return {
    'debrief.get': async (session, { attemptId, language }) => {
      const { state, world } = await desk.read(session, attemptId);
      if (!state.finished)
        throw new AppError('debrief/not-finished', 'the debrief opens when the attempt is finished', { subject: attemptId });
      const truth = await vault.open(world);
      if (truth === null)
        throw new AppError('debrief/sealed', 'the answers are not on this computer; the attempt is graded where they are');
      return debrief({
        state,
        part: world.exercise,
        key: truth.key,
        language,
        sources: {
          subgraph: (nodes) => ledger.ask(world.worldKey, 'subgraph', { asOfMs: endOfTimeMs, nodes }),
          control: (address) => {
            const actor = truth.actors[truth.control[address] ?? -1];
            return actor === undefined ? null : { actor: actor.name, role: actor.role };
          },
        },
      });
    },
  };
}
