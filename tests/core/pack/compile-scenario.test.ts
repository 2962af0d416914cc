import { hash as nodeHash } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { type CompileInput, compileScenario, worldKeyOf } from '../../../core/pack/compile-scenario.ts';
import { openLedger } from '../../../core/pack/open-ledger.ts';
import { openWorld } from '../../support/open-world.ts';
import { scenarioText } from '../../support/scenario-builder.ts';

const input = (change: Partial<CompileInput> = {}): CompileInput => ({
  text: scenarioText(),
  fileName: 'small.yaml',
  seed: '3',
  media: new Map(),
  ...change,
});
const compiled = compileScenario(input());
const world = openWorld(compiled);
const hash = (bytes: Uint8Array) => bytesToHex(sha256(bytes));

describe('a compiled world', () => {
  it('[PK1] has four parts and a manifest with the hash of every file', () => {
    const paths = [...compiled.files.keys()].sort();
    expect(paths).toEqual([
      'exercise.json',
      'ledger/blocks-000.bin',
      'ledger/ledger.json',
      'manifest.json',
      'registers.json',
      'truth.json',
    ]);
    for (const [path, about] of Object.entries(world.manifest.files)) {
      const bytes = compiled.files.get(path) ?? new Uint8Array();
      expect(about).toEqual({ sha256: hash(bytes), bytes: bytes.length });
    }
    expect(Object.keys(world.manifest.files).sort()).toEqual(paths.filter((path) => path !== 'manifest.json'));
  });

  it('[PK2] writes every JSON part in its canonical form', () => {
    for (const [path, bytes] of compiled.files) {
      if (!path.endsWith('.json')) continue;
      const text = new TextDecoder().decode(bytes);
      expect(text).toBe(canonicalize(JSON.parse(text)));
    }
  });

  it('[PK3] the ledger hash is the hash of the chunk hashes', () => {
    const hashes = world.index.chunks.map((chunk) => hexToBytes(chunk.sha256));
    expect(world.manifest.ledgerSha256).toBe(hash(concatBytes(...hashes)));
    for (const chunk of world.index.chunks) expect(chunk.bytes).toBeLessThanOrEqual(8 * 1024 * 1024);
  });

  it('[PK4] the same source, seed and media give the same bytes; anything else another key', () => {
    const again = compileScenario(input());
    expect([...again.files].map(([path, bytes]) => [path, hash(bytes)])).toEqual(
      [...compiled.files].map(([path, bytes]) => [path, hash(bytes)]),
    );
    const other = compileScenario(input({ seed: '4' }));
    expect(other.manifest.ledgerSha256).not.toBe(compiled.manifest.ledgerSha256);
    const keys = [
      input(),
      input({ seed: '4' }),
      input({ text: `${scenarioText()}# more\n` }),
      input({ media: new Map([['a.svg', Uint8Array.of(1)]]) }),
    ];
    expect(new Set(keys.map(worldKeyOf)).size).toBe(4);
    expect(worldKeyOf(input())).toBe(compiled.manifest.worldKey);
  });

  it('[PK5] opening brings the same blocks with the SHA-256 of the platform, and heeds it', () => {
    const native = (bytes: Uint8Array): Uint8Array => nodeHash('sha256', bytes, 'buffer');
    expect(openLedger(world.index, world.chunks, native)).toEqual(openLedger(world.index, world.chunks));
    const wrong = (bytes: Uint8Array): Uint8Array => native(bytes).fill(0);
    expect(() => openLedger(world.index, world.chunks, wrong)).toThrow(expect.objectContaining({ code: 'pack/damaged-chunk' }));
  });

  it('[PK5] opening refuses a missing, changed, cut or reordered ledger', () => {
    const { index, chunks } = world;
    const [[file, bytes] = ['', new Uint8Array()]] = chunks;
    const withBytes = (changed: Uint8Array, isHashRight: boolean) => () => {
      const abouts = index.chunks.map((chunk) => (isHashRight ? { ...chunk, sha256: hash(changed) } : chunk));
      return openLedger({ ...index, chunks: abouts }, new Map([[file, changed]]));
    };
    expect(() => openLedger(index, new Map())).toThrow(expect.objectContaining({ code: 'pack/missing-chunk' }));
    const flipped = bytes.slice();
    flipped[1_000] = (flipped[1_000] ?? 0) ^ 1;
    expect(withBytes(flipped, false)).toThrow(expect.objectContaining({ code: 'pack/damaged-chunk' }));
    expect(withBytes(bytes.subarray(0, bytes.length - 1), true)).toThrow(expect.objectContaining({ code: 'pack/damaged-chunk' }));
    const first = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    expect(withBytes(bytes.subarray(first), true)).toThrow(expect.objectContaining({ code: 'pack/broken-chain' }));
    const second = first + 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(first, true);
    const swapped = concatBytes(bytes.subarray(first, second), bytes.subarray(0, first), bytes.subarray(second));
    expect(withBytes(swapped, true)).toThrow(expect.objectContaining({ code: 'pack/broken-chain', subject: world.blocks[1]?.hash }));
    const last = world.blocks.at(-1)?.txs[0]?.raw.length ?? 0;
    expect(withBytes(bytes.subarray(0, bytes.length - last - 81 - 4), true)).toThrow(
      expect.objectContaining({ code: 'pack/broken-chain' }),
    );
  });

  it('[PK6] only the truth knows the seed and the names', () => {
    for (const [path, bytes] of compiled.files) {
      const text = new TextDecoder('latin1').decode(bytes);
      expect(text.includes('"seed"') || text.includes('"ransom.change"')).toBe(path === 'truth.json');
    }
  });

  it('[PK7] reports progress and stops when asked', () => {
    const seen: string[] = [];
    let done = 0;
    const stopped = () =>
      compileScenario(
        input({
          onProgress: (progress) => {
            seen.push(progress.phase);
            done = progress.done;
          },
          isCancelled: () => done >= 50,
        }),
      );
    expect(stopped).toThrow(expect.objectContaining({ code: 'compile/cancelled' }));
    expect(done).toBe(50);
    expect(seen.slice(0, 2)).toEqual(['read', 'simulate']);
  });
});
