import { z } from 'zod';
import { tagSchema } from '../chain/tag.ts';
import { answerKeySchema } from '../exercise/exercise-part.ts';
import { addressSchema } from '../ids.ts';
import { truthRefSchema } from '../language/truth-ref.ts';

/**
 * A compiled world: four parts and a manifest. docs/formats/world-1.md says every byte.
 *
 *   manifest.json                the key and a SHA-256 per file
 *   ledger/ledger.json           chain parameters and the list of chunks
 *   ledger/blocks-000.bin ...    raw blocks in chain order, each preceded by its length (u32 little endian); 8 MB at most a file
 *   registers.json  exercise.json  truth.json
 */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const chunkBytesMax = 8 * 1024 * 1024;

export const ledgerIndexSchema = z.strictObject({
  format: z.literal('ariadne-ledger/1'),
  chain: z.literal('bitcoin'),
  blockIntervalMs: z.int().min(1),
  blocks: z.int().min(1),
  /** Besides coinbases. */
  transactions: z.int(),
  coinbases: z.int(),
  tipHash: sha256,
  chunks: z.array(
    z.strictObject({
      file: z.string().regex(/^blocks-\d{3,}\.bin$/),
      sha256,
      bytes: z.int().max(chunkBytesMax),
      firstHeight: z.int(),
      blocks: z.int(),
    }),
  ),
});

export const registersPartSchema = z.strictObject({ format: z.literal('ariadne-registers/1'), tags: z.array(tagSchema) });

export const truthPartSchema = z.strictObject({
  format: z.literal('ariadne-truth/1'),
  /** Seed the world was drawn from. */
  seed: z.string(),
  names: z.record(z.string(), truthRefSchema),
  /** Who controls each address that has appeared: index into `actors`. */
  actors: z.array(z.strictObject({ id: z.string(), name: z.string(), role: z.string() })),
  control: z.record(addressSchema, z.int()),
  key: answerKeySchema,
});

export const manifestSchema = z.strictObject({
  format: z.literal('ariadne-world/1'),
  scenarioId: z.string(),
  /** SHA-256 over source hash, seed and generator version: two worlds with one key are byte-identical. */
  worldKey: sha256,
  generatorVersion: z.string(),
  /** SHA-256 over the concatenated chunk hashes (raw 32-byte values) in order. */
  ledgerSha256: sha256,
  files: z.record(z.string(), z.strictObject({ sha256, bytes: z.int() })),
  isSimulated: z.literal(true),
});

export type LedgerIndexPart = z.infer<typeof ledgerIndexSchema>;
export type RegistersPart = z.infer<typeof registersPartSchema>;
export type TruthPart = z.infer<typeof truthPartSchema>;
export type Manifest = z.infer<typeof manifestSchema>;

/** All files of a compiled world, path -> bytes, and the counts a caller reports. */
export interface CompiledWorld {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly counts: {
    readonly blocks: number;
    /** Besides coinbases. */
    readonly transactions: number;
    readonly coinbases: number;
    readonly addresses: number;
    readonly actors: number;
  };
}
