import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { AssembledBlock } from '../chain/bitcoin/assemble-block.ts';
import { AppError } from '../errors.ts';
import { compileExercise } from '../exercise/compile-exercise.ts';
import { parseScenario } from '../language/parse-scenario.ts';
import type { Scenario } from '../language/scenario.ts';
import { generatorVersion, type SimulatedWorld, simulate } from '../world/simulate.ts';
import { type CompiledWorld, chunkBytesMax, type LedgerIndexPart, type Manifest, type RegistersPart, type TruthPart } from './parts.ts';

export interface CompileInput {
  /** The scenario source. */
  readonly text: string;
  /** For messages. */
  readonly fileName: string;
  /** A small whole number for drafts and tests, 64 hex digits for a release. */
  readonly seed: string;
  /** Files of the scenario's `media` folder by name. */
  readonly media: ReadonlyMap<string, Uint8Array>;
  /** `done` of `total` steps of a phase. */
  readonly onProgress?: (progress: { readonly phase: CompilePhase; readonly done: number; readonly total: number }) => void;
  /** Asked between blocks; true stops with `compile/cancelled`. */
  readonly isCancelled?: () => boolean;
}

export type CompilePhase = 'read' | 'simulate' | 'write';

/** What a world is compiled from: two worlds with the same key are byte-identical. Media are part of it, because exhibits carry them. */
export function worldKeyOf(input: Pick<CompileInput, 'text' | 'seed' | 'media'>): string {
  const files = [...input.media].sort(([left], [right]) => (left < right ? -1 : 1));
  const media = files.map(([name, bytes]) => `${name}:${hashOf(bytes)}`);
  return hashOf(utf8ToBytes([hashOf(utf8ToBytes(input.text)), input.seed, generatorVersion, ...media].join('\n')));
}

/**
 * Compiles a scenario source into the four parts of a world. Runs to the end in one go: call it in a worker.
 * @throws ScenarioRejected with everything wrong in the source; AppError `compile/cancelled`
 */
export function compileScenario(input: CompileInput): CompiledWorld {
  const { onProgress = () => undefined, isCancelled = () => false } = input;
  const stopIfCancelled = () => {
    if (isCancelled()) throw new AppError('compile/cancelled', `Compiling ${input.fileName} was cancelled.`, { subject: input.fileName });
  };
  onProgress({ phase: 'read', done: 0, total: 1 });
  const scenario = parseScenario(input.text, input.fileName, input.media);
  const world = simulate(scenario, input.seed, (done, total) => {
    stopIfCancelled();
    onProgress({ phase: 'simulate', done, total });
  });
  stopIfCancelled();
  onProgress({ phase: 'write', done: 0, total: 1 });
  const compiled = assemble(input, scenario, world);
  onProgress({ phase: 'write', done: 1, total: 1 });
  return compiled;
}

function assemble(input: CompileInput, scenario: Scenario, world: SimulatedWorld): CompiledWorld {
  const exercise = compileExercise(scenario, {
    scenarioId: scenario.id,
    fileName: input.fileName,
    header: headerOf(scenario, world),
    names: world.names,
    criminal: world.criminal,
    media: input.media,
    locate: (path) => scenario.text.locate(path),
  });
  const { files, index, ledgerSha256 } = ledgerFiles(scenario, world);
  const registers: RegistersPart = { format: 'ariadne-registers/1', tags: [...world.tags] };
  const truth: TruthPart = {
    format: 'ariadne-truth/1',
    seed: input.seed,
    names: { ...world.names },
    actors: world.actors.map(({ id, name, role }) => ({ id, name, role })),
    control: Object.fromEntries(world.control),
    key: exercise.key,
  };
  files.set('ledger/ledger.json', canonical(index));
  files.set('registers.json', canonical(registers));
  files.set('exercise.json', canonical(exercise.part));
  files.set('truth.json', canonical(truth));
  const manifest: Manifest = {
    format: 'ariadne-world/1',
    scenarioId: scenario.id,
    worldKey: worldKeyOf(input),
    generatorVersion,
    ledgerSha256,
    files: Object.fromEntries([...files].map(([path, bytes]) => [path, { sha256: hashOf(bytes), bytes: bytes.length }])),
    isSimulated: true,
  };
  files.set('manifest.json', canonical(manifest));
  const { blocks, transactions, coinbases } = index;
  return { manifest, files, counts: { blocks, transactions, coinbases, addresses: world.control.size, actors: world.actors.length } };
}

const headerOf = (scenario: Scenario, world: SimulatedWorld) => ({
  title: scenario.title,
  story: scenario.summary,
  level: scenario.level,
  skills: scenario.skills,
  chains: ['bitcoin'],
  estimatedMinutes: scenario.minutes,
  languages: scenario.languages,
  startClockMs: world.opensMs,
});

const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/** RFC 8785, UTF-8. */
function canonical(value: unknown): Uint8Array {
  const text = canonicalize(value);
  if (text === undefined) throw new AppError('pack/not-json', 'A part of the world cannot be written as JSON.');
  return utf8ToBytes(text);
}

interface Chunk {
  readonly parts: Uint8Array[];
  readonly firstHeight: number;
  bytes: number;
  blocks: number;
}

/** Consecutive blocks, each preceded by its length (u32 little endian), in files of at most 8 MB. */
function chunksOf(blocks: readonly AssembledBlock[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const { raw, height } of blocks) {
    const size = raw.length + 4;
    let chunk = chunks.at(-1);
    if (chunk === undefined || chunk.bytes + size > chunkBytesMax) {
      chunk = { parts: [], firstHeight: height, bytes: 0, blocks: 0 };
      chunks.push(chunk);
    }
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, raw.length, true);
    chunk.parts.push(length, raw);
    chunk.bytes += size;
    chunk.blocks += 1;
  }
  return chunks;
}

function ledgerFiles(
  scenario: Scenario,
  world: SimulatedWorld,
): { files: Map<string, Uint8Array>; index: LedgerIndexPart; ledgerSha256: string } {
  const files = new Map<string, Uint8Array>();
  const hashes: Uint8Array[] = [];
  const chunks = chunksOf(world.blocks).map((chunk, at) => {
    const file = `blocks-${String(at).padStart(3, '0')}.bin`;
    const bytes = concatBytes(...chunk.parts);
    const digest = sha256(bytes);
    files.set(`ledger/${file}`, bytes);
    hashes.push(digest);
    return { file, sha256: bytesToHex(digest), bytes: bytes.length, firstHeight: chunk.firstHeight, blocks: chunk.blocks };
  });
  const index: LedgerIndexPart = {
    format: 'ariadne-ledger/1',
    chain: 'bitcoin',
    blockIntervalMs: scenario.clock['block-interval'],
    blocks: world.blocks.length,
    transactions: world.transactions,
    coinbases: world.blocks.length,
    tipHash: world.blocks.at(-1)?.hash ?? '0'.repeat(64),
    chunks,
  };
  return { files, index, ledgerSha256: hashOf(concatBytes(...hashes)) };
}
