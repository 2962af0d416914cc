import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { foldCase } from '../../core/case/fold.ts';
import { readLogFile, writeLogFile } from '../../core/case/log-file.ts';
import { type LogFault, verifyLog } from '../../core/case/verify-log.ts';
import { AppError } from '../../core/errors.ts';
import { exercisePartSchema } from '../../core/exercise/exercise-part.ts';
import { gradingVersion } from '../../core/exercise/grade-answer.ts';
import { gradeAttempt } from '../../core/exercise/grade-log.ts';
import { readStoredLog } from '../store/attempt-log.ts';
import { Registry } from '../store/registry.ts';
import { createTruthVault } from '../worlds/truth-vault.ts';
import { readManifest, readWorldPart } from '../worlds/world-folder.ts';
import { type CommandContext, cannotWrite, type ExitCode, printJson } from './command-line.ts';

export async function logListCommand(context: CommandContext, given: { data: string }): Promise<ExitCode> {
  const registry = openRegistry(context, given.data);
  try {
    const attempts = registry
      .trainees()
      .flatMap(({ id, name }) => registry.attemptsOf(id).map((attempt) => ({ ...attempt, trainee: name })));
    printJson(context, { attempts });
    return 0;
  } finally {
    registry.close();
  }
}

/** Also of an attempt that is open elsewhere: the head is read first, and the log may be ahead of it. A damaged one is not exported. */
export async function logExportCommand(
  context: CommandContext,
  given: { attempt: string; data: string; out: string | null },
): Promise<ExitCode> {
  const registry = openRegistry(context, given.data);
  try {
    const head = registry.head(given.attempt);
    const file = join(resolve(context.workingFolder, given.data), 'attempts', `${given.attempt}.db`);
    if (head === null || !existsSync(file)) throw new AppError('attempt/unknown', `no attempt "${given.attempt}" in this data folder`);
    const entries = readStoredLog(file);
    requireWhole(verifyLog(entries, head));
    const text = writeLogFile(entries);
    if (given.out === null) context.print(text);
    else {
      const out = resolve(context.workingFolder, given.out);
      await writeFile(out, text).catch(cannotWrite(out));
    }
    return 0;
  } finally {
    registry.close();
  }
}

export async function logVerifyCommand(context: CommandContext, given: { file: string }): Promise<ExitCode> {
  const text = await readText(context, given.file);
  try {
    const { header, entries } = readLogFile(text);
    const faults = verifyLog(entries, header.head);
    const isWhole = faults.length === 0;
    if (isWhole) foldCase(entries);
    printJson(context, { file: given.file, isWhole, entries: entries.length, head: header.head, faults });
    return isWhole ? 0 : 1;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, message, details } = thrown.toData();
    printJson(context, { file: given.file, isWhole: false, entries: null, head: null, faults: [{ kind: code, message, ...details }] });
    return 1;
  }
}

/** Grades from the submissions alone, whatever verdicts the log carries: gives the points of live grading, and grades a sealed attempt. */
export async function logGradeCommand(context: CommandContext, given: { file: string; world: string }): Promise<ExitCode> {
  const { header, entries } = readLogFile(await readText(context, given.file));
  requireWhole(verifyLog(entries, header.head));
  if (header.gradingVersion !== gradingVersion) {
    throw new AppError(
      'grade/version',
      `the log was made under grading version ${header.gradingVersion}; this Ariadne knows ${gradingVersion}`,
    );
  }
  const folder = resolve(context.workingFolder, given.world);
  const manifest = await readManifest(folder);
  if (manifest.worldKey !== header.worldKey) {
    throw new AppError('grade/other-world', `the log belongs to world ${header.worldKey}, the folder holds ${manifest.worldKey}`);
  }
  const part = await readWorldPart(folder, manifest, { path: 'exercise.json', schema: exercisePartSchema });
  const truth = await createTruthVault().open({ folder, manifest });
  if (truth === null) throw new AppError('grade/sealed', `${folder} holds no truth part; grade where it is`);
  const { points, max, percent, steps } = gradeAttempt(foldCase(entries), part, truth.key);
  printJson(context, {
    scenario: header.scenarioId,
    seed: truth.seed,
    score: { points, max, percent },
    steps: steps.map((step) => ({ id: step.id, kind: step.kind, points: step.points, max: step.max })),
  });
  return 0;
}

async function readText(context: CommandContext, given: string): Promise<string> {
  const file = resolve(context.workingFolder, given);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new AppError('cli/no-file', `${file}: no such file`, { subject: file, cause });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('log/unreadable', `${file}: not UTF-8 text`, { subject: file, cause });
  }
}

function requireWhole(faults: readonly LogFault[]): void {
  if (faults.length === 0) return;
  const named = faults.map(({ kind, seq }) => `${kind} ${seq}`).join(', ');
  throw new AppError('log/damaged', `the case log is not as it was written: ${named}`, { details: { faults: named } });
}

function openRegistry(context: CommandContext, data: string): Registry {
  const file = join(resolve(context.workingFolder, data), 'ariadne.db');
  if (!existsSync(file)) throw new AppError('cli/no-data', `${data}: no data folder of Ariadne`, { subject: data });
  return Registry.open(file);
}
