import type { ScenarioCard } from '../../core/bridge/contract.ts';
import { AppError } from '../../core/errors.ts';
import { languageAmong, localize } from '../../core/language/localized.ts';
import type { AttemptDesk } from '../attempts/attempt-desk.ts';
import type { ImportJobs } from '../compile/import-jobs.ts';
import type { ShellPorts } from '../host-ports.ts';
import type { HostLog } from '../log/host-log.ts';
import type { AttemptRecord, Registry } from '../store/registry.ts';
import type { World, WorldStore } from '../worlds/world-store.ts';
import type { HandlersOf } from './handlers.ts';
import type { Session } from './session.ts';

export interface LibraryPorts {
  readonly registry: Registry;
  readonly worlds: WorldStore;
  readonly desk: AttemptDesk;
  readonly jobs: ImportJobs;
  readonly shell: ShellPorts;
  readonly hostLog: HostLog;
  readonly now: () => number;
  readonly newId: () => string;
}

export function traineeCalls({ registry, newId, now }: LibraryPorts): HandlersOf<'trainees'> {
  return {
    'trainees.list': async () => ({ trainees: registry.trainees() }),
    'trainees.create': async (_session, { name }) => {
      const trainee = { id: newId(), name };
      registry.addTrainee({ ...trainee, createdMs: now() });
      return { trainee };
    },
  };
}

export function libraryCalls(ports: LibraryPorts): HandlersOf<'library'> {
  const { registry, desk, jobs, shell } = ports;
  return {
    'library.list': async (session, { traineeId, language }) => {
      const attempts = registry.attemptsOf(traineeId);
      const cards = (await libraryWorlds(ports)).map((item) => {
        const own = attempts.filter((attempt) => attempt.libraryId === item.libraryId);
        return cardOf(item, { language, attempts: own.map((attempt) => attemptLine(desk, session, attempt)) });
      });
      return { cards };
    },
    'library.openDialog': async (session) => {
      const path = await shell.chooseScenario();
      return { jobId: path === null ? null : jobs.startFile(session, path) };
    },
    'library.putMedium': async (session, medium) => {
      jobs.putMedium(session, medium);
      return {};
    },
    'library.importText': async (session, source) => ({ jobId: jobs.startText(session, source) }),
    'library.cancelImport': async (session, { jobId }) => {
      jobs.cancel(session, jobId);
      return {};
    },
  };
}

interface LibraryWorld {
  readonly libraryId: string;
  readonly origin: ScenarioCard['origin'];
  readonly world: World;
}

/** Shipped first, then opened ones in the order they were opened. A damaged opened world has no card; the log names the fault. */
async function libraryWorlds({
  worlds,
  registry,
  hostLog,
}: Pick<LibraryPorts, 'worlds' | 'registry' | 'hostLog'>): Promise<LibraryWorld[]> {
  const found = (await worlds.shipped()).map((world): LibraryWorld => ({ libraryId: world.exercise.scenarioId, origin: 'shipped', world }));
  for (const { libraryId, worldKey } of registry.scenarios()) {
    try {
      found.push({ libraryId, origin: 'opened', world: await worlds.open(worldKey) });
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      hostLog.write('error', 'opened world unusable', { code: thrown.code });
    }
  }
  return found;
}

/** The world behind a card. @throws AppError `library/unknown` */
export async function libraryWorld(ports: Pick<LibraryPorts, 'worlds' | 'registry' | 'hostLog'>, libraryId: string): Promise<World> {
  const item = (await libraryWorlds(ports)).find((known) => known.libraryId === libraryId);
  if (item !== undefined) return item.world;
  throw new AppError('library/unknown', 'there is no such scenario in the library', { subject: libraryId });
}

function cardOf({ libraryId, origin, world }: LibraryWorld, of: { language: string; attempts: ScenarioCard['attempts'] }): ScenarioCard {
  const { exercise } = world;
  return {
    scenarioId: libraryId,
    title: localize(exercise.title, of.language),
    story: localize(exercise.story, of.language),
    level: exercise.level,
    skills: [...exercise.skills],
    chains: [...exercise.chains],
    estimatedMinutes: exercise.estimatedMinutes,
    languages: [...exercise.languages],
    language: languageAmong(exercise.languages, of.language),
    origin,
    stepCount: exercise.steps.filter((step) => step.when === null).length,
    attempts: of.attempts,
  };
}

function attemptLine(desk: AttemptDesk, session: Session, attempt: AttemptRecord): ScenarioCard['attempts'][number] {
  const { attemptId, startedAtMs, stepNumber, stepCount, percent } = attempt;
  const state = attempt.state === 'damaged' ? 'damaged' : (desk.hindrance(session, attemptId) ?? attempt.state);
  return { attemptId, startedAtMs, state, stepNumber, stepCount, percent };
}
