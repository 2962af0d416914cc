import { readdirSync, readFileSync } from 'node:fs';
import { compileScenario } from '../../core/pack/compile-scenario.ts';
import type { CompiledWorld } from '../../core/pack/parts.ts';

const folder = new URL('../../scenarios/driftwood/', import.meta.url);

export const driftwoodText = (): string => readFileSync(new URL('scenario.yaml', folder), 'utf8');

export function driftwoodMedia(): Map<string, Uint8Array> {
  const media = new URL('media/', folder);
  return new Map(readdirSync(media).map((name) => [name, new Uint8Array(readFileSync(new URL(name, media)))]));
}

export const driftwoodScript = (name: string): string => readFileSync(new URL(`scripts/${name}`, folder), 'utf8');

const compiled = new Map<string, CompiledWorld>();

/** The shipped scenario compiled with a seed, once a test process. */
export function compileDriftwood(seed: string): CompiledWorld {
  const known = compiled.get(seed);
  if (known !== undefined) return known;
  const world = compileScenario({ text: driftwoodText(), fileName: 'scenario.yaml', seed, media: driftwoodMedia() });
  compiled.set(seed, world);
  return world;
}
