import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readScenarioFile, type ScenarioSource } from '../compile/scenario-file.ts';
import type { CommandContext } from './command-line.ts';

export interface FoundScenario extends ScenarioSource {
  /** The folder that the source lies in: `scripts` and `media` are beside it. */
  readonly folder: string;
}

/** A scenario by path or, where there is no such path, by shipped id. @throws AppError `import/…` */
export async function findScenario(given: string, context: CommandContext): Promise<FoundScenario> {
  const asPath = resolve(context.workingFolder, given);
  const shipped = join(context.scenariosFolder, given);
  const isShippedId = /^[a-z][a-z0-9-]*$/.test(given) && !existsSync(asPath) && existsSync(shipped);
  const path = isShippedId ? shipped : asPath;
  const source = await readScenarioFile(path);
  return { ...source, folder: (await stat(path)).isDirectory() ? path : dirname(path) };
}
