import type { BridgeTransport } from '../../core/bridge/contract.ts';
import type { Debrief, ExerciseView } from '../../core/bridge/views.ts';
import type { AnswerKind } from '../../core/case/answer.ts';
import { AppError } from '../../core/errors.ts';
import { AccuseAllPlayer, GuessPlayer } from './blind-players.ts';
import { ask, PlaySession } from './play-session.ts';
import { emptyPlayer, type Player } from './player.ts';
import type { Script } from './script-language.ts';
import { ScriptPlayer } from './script-player.ts';
import { SeededRandom } from './seeded-random.ts';

export type ScriptChoice = 'empty' | 'guess' | 'accuse-all' | Script;

export interface PlayOptions {
  readonly scenarioId: string;
  readonly script: ScriptChoice;
  readonly traineeName: string;
  /** Of the world, told back in the result. */
  readonly seed: string;
  /** guess only: how many attempts the result is the mean of (default 200), and the seed of their dice. */
  readonly guessRuns?: number;
  readonly guessSeed?: string;
  readonly language?: string;
}

export interface PlayResult {
  readonly scenario: string;
  readonly seed: string;
  /** Points and max are whole for one attempt; of `guess` they are means. `percent` has one decimal. */
  readonly score: { readonly points: number; readonly max: number; readonly percent: number };
  readonly steps: readonly { readonly id: string; readonly kind: AnswerKind; readonly points: number; readonly max: number }[];
}

/** Plays a scenario from the first step to the debrief over the contract, without a window. @throws AppError of the call that was refused */
export async function play(transport: BridgeTransport, options: PlayOptions): Promise<PlayResult> {
  if (options.script !== 'guess') return playOnce(transport, options, playerOf(options.script));
  const runs = options.guessRuns ?? 200;
  const results: PlayResult[] = [];
  for (let run = 0; run < runs; run += 1) {
    results.push(await playOnce(transport, options, new GuessPlayer(new SeededRandom(`${options.guessSeed ?? options.seed}/${run}`))));
  }
  return meanOf(results);
}

function playerOf(script: Exclude<ScriptChoice, 'guess'>): Player {
  if (script === 'empty') return emptyPlayer;
  return script === 'accuse-all' ? new AccuseAllPlayer() : new ScriptPlayer(script);
}

async function playOnce(transport: BridgeTransport, options: PlayOptions, player: Player): Promise<PlayResult> {
  const language = options.language ?? 'en';
  const traineeId = await traineeOf(transport, options.traineeName);
  const session = await PlaySession.start(transport, { traineeId, scenarioId: options.scenarioId, language });
  await playSteps(session, player);
  await session.finish();
  const steps = session.exercise.isGradedHere
    ? fromDebrief(await ask(transport, 'debrief.get', { attemptId: session.attemptId, language }))
    : fromView(session.exercise);
  await session.close();
  return { scenario: options.scenarioId, seed: options.seed, score: scoreOf(steps), steps };
}

/** The trainee of that name, created when there is none. */
async function traineeOf(transport: BridgeTransport, name: string): Promise<string> {
  const { trainees } = await ask(transport, 'trainees.list', {});
  const known = trainees.find((trainee) => trainee.name === name);
  if (known !== undefined) return known.id;
  return (await ask(transport, 'trainees.create', { name })).trainee.id;
}

/** Far more than any exercise has: an attempt that never ends is a fault of the host. */
const turnsMax = 1000;

export async function playSteps(session: PlaySession, player: Player): Promise<void> {
  for (let turn = 0; turn < turnsMax; turn += 1) {
    const step = session.currentStep;
    if (step === null) return;
    const answer = await player.answer(step, session);
    if (answer === null) await session.reveal(step.id);
    else await session.submit(step.id, answer);
  }
  throw new AppError('play/no-end', `the exercise did not end within ${turnsMax} turns`);
}

type StepResults = PlayResult['steps'];

const fromDebrief = (debrief: Debrief): StepResults =>
  debrief.steps.map(({ id, kind, points, maxPoints }) => ({ id, kind, points, max: maxPoints }));
const fromView = (view: ExerciseView): StepResults =>
  view.steps.map(({ id, kind, points, maxPoints }) => ({ id, kind, points, max: maxPoints }));

function scoreOf(steps: StepResults): PlayResult['score'] {
  const points = steps.reduce((sum, step) => sum + step.points, 0);
  const max = steps.reduce((sum, step) => sum + step.max, 0);
  return { points, max, percent: max === 0 ? 0 : Math.round((points * 1000) / max) / 10 };
}

/** Means to two decimals; a step counts in the runs whose way led over it. */
function meanOf(results: readonly PlayResult[]): PlayResult {
  const [first] = results;
  if (first === undefined) throw new AppError('play/no-runs', 'guess needs at least one run');
  const mean = (values: readonly number[]) => Math.round((values.reduce((sum, value) => sum + value, 0) * 100) / values.length) / 100;
  const ids = [...new Set(results.flatMap((result) => result.steps.map((step) => step.id)))];
  const steps = ids.map((id) => {
    const seen = results.flatMap((result) => result.steps.filter((step) => step.id === id));
    const kind = seen[0]?.kind ?? 'choice';
    return { id, kind, points: mean(seen.map((step) => step.points)), max: mean(seen.map((step) => step.max)) };
  });
  const percent = Math.round((results.reduce((sum, { score }) => sum + score.percent, 0) * 10) / results.length) / 10;
  const score = {
    points: mean(results.map((result) => result.score.points)),
    max: mean(results.map((result) => result.score.max)),
    percent,
  };
  return { scenario: first.scenario, seed: first.seed, score, steps };
}
