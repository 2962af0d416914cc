import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CompileInput, compileScenario } from '../../core/pack/compile-scenario.ts';
import { type Side, timeOf } from './measure.ts';

/** A scenario folder as the compiler takes it. */
export async function readScenario(folder: string, seed: string): Promise<CompileInput> {
  const names = await readdir(join(folder, 'media'));
  const media = await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(join(folder, 'media', name)))] as const));
  return { text: await readFile(join(folder, 'scenario.yaml'), 'utf8'), fileName: 'scenario.yaml', seed, media: new Map(media) };
}

export const compileOnce =
  (input: CompileInput): Side =>
  () =>
    timeOf(() => compileScenario(input));
