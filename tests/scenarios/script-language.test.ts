import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { parseScript } from '../../host/play/script-language.ts';

const ideal = readFileSync(new URL('../../scenarios/driftwood/scripts/ideal.yaml', import.meta.url), 'utf8');

function faultOf(text: string): string {
  try {
    parseScript(text, 'mine.yaml');
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'script/rejected') return thrown.message;
    throw thrown;
  }
  return 'accepted';
}

const head = 'format: ariadne-script/1\nscenario: driftwood\nsteps:\n';

describe('investigators scripts', () => {
  it('[PL1] the shipped script holds no id of a chain, no outpoint and no name of the truth', () => {
    const { steps } = parseScript(ideal, 'ideal.yaml');
    const words = JSON.stringify(steps).match(/[A-Za-z0-9.:-]+/g) ?? [];
    expect(words.filter((word) => /[0-9a-f]{16}|^(bc1|[13][a-km-zA-HJ-NP-Z1-9]{25})/.test(word))).toEqual([]);
    expect(words.filter((word) => /^[a-z-]+(\.[a-z-]+)+$/.test(word))).toEqual([]);
  });

  it('[PL2] a faulty script is refused with line, column and reason', () => {
    expect(faultOf(`${head}  - step: a\n    do:\n      - { let: x, kown: note }\n    answer: { output: x }\n`)).toMatch(
      /^mine\.yaml: 6:9 steps\.0\.do\.0: .*kown/,
    );
    expect(faultOf(`${head}  - step: a\n    do:\n      - { known: note }\n    answer: { output: x }\n`)).toContain('give it a "let"');
    expect(faultOf(`${head}  - step: a\n    do:\n      - { let: x, known: note, sum: y }\n    answer: { output: x }\n`)).toContain(
      'does one thing; this one has 2',
    );
    expect(faultOf(`${head}  - step: a\n    answer: { output: x, address: y }\n`)).toContain('exactly one answer');
    expect(faultOf(`${head}  - step: a\n   answer: {`)).toMatch(/^mine\.yaml: \d+:\d+ /);
    expect(faultOf('')).toContain('mine.yaml: 1:1');
  });
});
