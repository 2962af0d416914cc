import { expect, it } from 'vitest';
import { compileScenario } from '../../../core/pack/compile-scenario.ts';
import germanPicture from '../../../scenarios/driftwood/media/front-desk.de.svg?raw';
import picture from '../../../scenarios/driftwood/media/front-desk.svg?raw';
import source from '../../../scenarios/driftwood/scenario.yaml?raw';
import goldenText from '../../golden/driftwood-ledger.json?raw';

/** Written by tests/core/world/driftwood.test.ts in Node. */
const golden = JSON.parse(goldenText) as { seed: string; generatorVersion: string; ledgerSha256: string };

it('[WD1] Driftwood compiled in Chromium is the recorded ledger, byte for byte', () => {
  const media = new Map(
    Object.entries({ 'front-desk.svg': picture, 'front-desk.de.svg': germanPicture }).map(([name, svg]) => [
      name,
      new TextEncoder().encode(svg),
    ]),
  );
  const { manifest } = compileScenario({ text: source, fileName: 'scenario.yaml', seed: golden.seed, media });
  expect({ generatorVersion: manifest.generatorVersion, ledgerSha256: manifest.ledgerSha256, seed: golden.seed }).toEqual(golden);
}, 300_000);
