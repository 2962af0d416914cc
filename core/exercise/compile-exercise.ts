import { base64 } from '@scure/base';
import type { Answer } from '../case/answer.ts';
import { pathTooShort, toleranceTooWide } from '../language/check-steps.ts';
import { type BriefingSource, type ExerciseSource, type StepSource, toleranceSat } from '../language/exercise-source.ts';
import type { Localized } from '../language/localized.ts';
import { pictureType } from '../language/picture.ts';
import { type ScenarioProblem, ScenarioRejected } from '../language/problem.ts';
import type { TruthNames } from '../language/truth-ref.ts';
import { type AnswerKey, answerKeySchema, type ExercisePart, type ExerciseStep, exercisePartSchema } from './exercise-part.ts';
import { gradingVersion, type KeyEntry } from './grade-answer.ts';
import { lookUpAs, type NameFault, nodesOf, type Resolved, resolveAnswer } from './resolve-names.ts';
import { shuffledChoices } from './shuffled-choices.ts';
import { resolveClock } from './step-clock.ts';

/** What the head of a scenario says about the exercise. */
export interface ExerciseHeader {
  readonly title: Localized;
  readonly story: Localized;
  readonly level: string;
  readonly skills: readonly string[];
  readonly chains: readonly string[];
  readonly estimatedMinutes: number;
  readonly languages: readonly string[];
  /** Simulated time at which the trainee takes the case. */
  readonly startClockMs: number;
}

type Path = readonly (string | number)[];

export interface ExerciseContext {
  readonly scenarioId: string;
  /** For messages. */
  readonly fileName: string;
  readonly header: ExerciseHeader;
  readonly names: TruthNames;
  readonly criminal: { readonly addresses: readonly string[]; readonly txids: readonly string[] };
  /** Files of the scenario's `media` folder by name. */
  readonly media: ReadonlyMap<string, Uint8Array>;
  /** 1-based place of a source path (`['exercise', 'steps', 3, 'answer']`); null when the text has no such place. */
  readonly locate: (path: Path) => { readonly line: number; readonly column: number } | null;
}

/**
 * The questions (exercise part) and the answers (key) of one world. Options are shuffled by their ids, so that neither the order in
 * the source nor the seed says anything.
 * @throws ScenarioRejected with every fault found
 */
export function compileExercise(
  source: { readonly briefing: BriefingSource; readonly exercise: ExerciseSource },
  context: ExerciseContext,
): { part: ExercisePart; key: AnswerKey } {
  const faults = new Faults(context);
  const briefing = compileBriefing(source.briefing, context, faults);
  let clockMs = context.header.startClockMs;
  const steps: ExerciseStep[] = [];
  const entries: Record<string, KeyEntry> = {};
  source.exercise.steps.forEach((step, index) => {
    const at: Path = ['exercise', 'steps', index];
    const opensAtMs =
      step['opens-at'] === undefined ? null : faults.take(resolveClock(context.names, step['opens-at'], clockMs), [...at, 'opens-at']);
    clockMs = Math.max(clockMs, opensAtMs ?? 0);
    steps.push(compileStep(step, context.scenarioId, opensAtMs));
    const entry = compileEntry(step, at, { context, faults });
    if (entry !== null) entries[step.id] = entry;
  });
  faults.throwIfAny();
  const { title, story, level, skills, chains, estimatedMinutes, languages, startClockMs } = context.header;
  const header = { title, story, level, skills, chains, estimatedMinutes, languages, startClockMs };
  const { scenarioId } = context;
  return {
    part: exercisePartSchema.parse({ format: 'ariadne-exercise/1', scenarioId, gradingVersion, ...header, briefing, steps }),
    key: answerKeySchema.parse({ steps: entries, criminal: context.criminal }),
  };
}

class Faults {
  readonly #problems: ScenarioProblem[] = [];
  readonly #context: ExerciseContext;

  constructor(context: ExerciseContext) {
    this.#context = context;
  }

  add(path: Path, fault: { code: string; message: string; remedy: string }): void {
    const place = this.#context.locate(path);
    this.#problems.push({ ...fault, line: place?.line ?? null, column: place?.column ?? null, path: path.join('.') });
  }

  /** The value, or null with the fault noted. */
  take<T>(resolved: Resolved<T>, path: Path): T | null {
    if (resolved.ok) return resolved.value;
    this.add(path, resolved.fault satisfies NameFault);
    return null;
  }

  throwIfAny(): void {
    if (this.#problems.length === 0) return;
    const byPlace = (left: ScenarioProblem, right: ScenarioProblem) =>
      (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0);
    throw new ScenarioRejected(this.#context.fileName, [...this.#problems].sort(byPlace));
  }
}

function compileBriefing(source: BriefingSource, context: ExerciseContext, faults: Faults): ExercisePart['briefing'] {
  return {
    task: source.task,
    legalFrame: source['legal-frame'],
    exhibits: source.exhibits.map((exhibit, index) => ({
      id: exhibit.id,
      kind: exhibit.kind,
      title: exhibit.title,
      markdown: exhibit.markdown,
      imageDataUrl:
        exhibit.image === undefined ? null : pictures(exhibit.image, ['briefing', 'exhibits', index, 'image'], { context, faults }),
      alt: exhibit.alt ?? '',
    })),
    knownAddresses: source.known.flatMap((known, index) => {
      const ref = faults.take(lookUpAs(context.names, known.address, ['address'] as const), ['briefing', 'known', index, 'address']);
      return ref === null ? [] : [{ key: known.key, address: ref.address, role: known.role, text: known.text }];
    }),
  };
}

interface Surroundings {
  readonly context: ExerciseContext;
  readonly faults: Faults;
}

/** One picture for all languages, or one for each. */
function pictures(image: Localized, path: Path, surroundings: Surroundings): Localized | null {
  if (typeof image === 'string') return imageDataUrl(image, path, surroundings);
  const urls = Object.entries(image).flatMap(([language, file]): [string, string][] => {
    const url = imageDataUrl(file, [...path, language], surroundings);
    return url === null ? [] : [[language, url]];
  });
  return Object.fromEntries(urls);
}

/** Looked into with the source. Images are shown only as `<img>` of a data: URL, where neither scripts nor further requests run. */
function imageDataUrl(file: string, path: Path, { context, faults }: Surroundings): string | null {
  const bytes = context.media.get(file);
  if (bytes === undefined) {
    const there = [...context.media.keys()].sort();
    const remedy = there.length === 0 ? 'put the file into the media folder of the scenario' : `files there: ${there.join(', ')}`;
    faults.add(path, { code: 'exercise/missing-media', message: `no file "${file}" in the media folder`, remedy });
    return null;
  }
  return `data:${pictureType(file) ?? 'image/svg+xml'};base64,${base64.encode(bytes)}`;
}

function compileStep(step: StepSource, scenarioId: string, clockMs: number | null): ExerciseStep {
  const choices = step['choice-order'] === 'written' ? step.choices : shuffledChoices(step.choices, `${scenarioId}/${step.id}`);
  return {
    id: step.id,
    kind: step.kind,
    title: step.title,
    prompt: step.prompt,
    points: step.points,
    tries: step.tries,
    hints: step.hints,
    choices,
    amount: step.kind === 'amount' ? { unit: step.unit ?? 'BTC', toleranceSat: String(toleranceOf(step)) } : null,
    when: step.when === undefined ? null : { step: step.when.step, choice: [step.when.choice].flat() },
    revalues: step.revalues,
    clockMs,
  };
}

const toleranceOf = (step: StepSource): bigint => toleranceSat(step.tolerance ?? '0 sat');

/** What only the world tells: an answer that nothing can match, or that nothing given would match too. `answers`: the right one first. */
function checkScores(
  step: StepSource,
  answers: readonly (Answer | null)[],
  add: (where: Path, fault: Parameters<Faults['add']>[1]) => void,
): void {
  answers.forEach((answer, index) => {
    const where = index === 0 ? ['answer'] : ['accept', index - 1];
    if (answer?.kind === 'amount' && toleranceOf(step) >= BigInt(answer.sat)) {
      add(['tolerance'], toleranceTooWide(toleranceOf(step), BigInt(answer.sat)));
    }
    if (answer?.kind === 'path' && answer.nodes.length < 2) add([...where, 'path'], pathTooShort);
    const isEmpty =
      (answer?.kind === 'address-set' && answer.addresses.length === 0) || (answer?.kind === 'finding' && answer.evidence.length === 0);
    if (!isEmpty) return;
    add(where, {
      code: 'exercise/empty-answer',
      message: 'what this answer names is empty in this world, so nothing can be earned',
      remedy: 'name something that the story does',
    });
  });
}

function compileEntry(step: StepSource, at: Path, { context, faults }: Surroundings): KeyEntry | null {
  const answer = faults.take(resolveAnswer(context.names, step.answer), [...at, 'answer']);
  const accept = step.accept.map((other, index) => faults.take(resolveAnswer(context.names, other), [...at, 'accept', index]));
  const nodes = faults.take(nodesOf(context.names, step.ideal.show), [...at, 'ideal', 'show']);
  checkScores(step, [answer, ...accept], (where, fault) => faults.add([...at, ...where], fault));
  if (answer === null || nodes === null) return null;
  return {
    answer,
    accept: accept.filter((other) => other !== null),
    explanation: step.explain,
    confidence: step.answer.finding?.confidence ?? [],
    ideal: { text: step.ideal.text, nodes },
  };
}
