import { exercisePartSchema } from '../../core/exercise/exercise-part.ts';
import { openLedger } from '../../core/pack/open-ledger.ts';
import { type CompiledWorld, ledgerIndexSchema, manifestSchema, registersPartSchema, truthPartSchema } from '../../core/pack/parts.ts';

const json = (world: CompiledWorld, path: string): unknown => {
  const bytes = world.files.get(path);
  if (bytes === undefined) throw new Error(`the world has no ${path}`);
  return JSON.parse(new TextDecoder().decode(bytes));
};

/** A compiled world read back from its files, as an application would. */
export function openWorld(world: CompiledWorld) {
  const index = ledgerIndexSchema.parse(json(world, 'ledger/ledger.json'));
  const chunks = new Map(index.chunks.map(({ file }) => [file, world.files.get(`ledger/${file}`) ?? new Uint8Array()]));
  return {
    manifest: manifestSchema.parse(json(world, 'manifest.json')),
    index,
    chunks,
    blocks: openLedger(index, chunks),
    registers: registersPartSchema.parse(json(world, 'registers.json')),
    exercise: exercisePartSchema.parse(json(world, 'exercise.json')),
    truth: truthPartSchema.parse(json(world, 'truth.json')),
  };
}
