import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { truthPartSchema } from '../../core/pack/parts.ts';
import { runCommand } from '../../host/cli/run-command.ts';
import { play } from '../../host/play/play.ts';
import { parseScript } from '../../host/play/script-language.ts';
import { prepareFolder } from '../../host/store/prepare-folder.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { writeWorld } from '../../host/worlds/world-folder.ts';
import { truthOf, withTruth } from '../support/altered-truth.ts';
import { smallScenario, smallWorld } from '../support/small-exercise.ts';
import { startTestHost } from '../support/test-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'ariadne-cli-'));
const at = (...names: string[]): string => join(folder, ...names);

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let nowMs = 0;

async function ariadne(...words: string[]): Promise<Outcome> {
  let out = '';
  let err = '';
  const context = {
    workingFolder: folder,
    scenariosFolder: at('shipped'),
    worldsFolder: at('worlds'),
    temporaryFolder: mkdtempSync(join(folder, 'temporary-')),
    now: () => (nowMs += 10),
    newId: () => randomUUID(),
    print: (text: string) => void (out += text),
  };
  const code = await runCommand(words, context, (text) => void (err += text));
  return { code, out, err };
}

const json = ({ out }: Outcome): unknown => JSON.parse(out);

const idealScript = `
format: ariadne-script/1
scenario: small
steps:
  - step: pay
    do:
      - { let: note, known: note }
      - { let: payments, paying: note }
      - { let: payment, pick: { from: payments, by: only } }
    answer: { transaction: payment }
  - step: next
    do: []
    answer: { option: { most: { of: [{ phrase: exchange, weight: payments }] } } }
`;

beforeAll(() => {
  mkdirSync(at('shipped', 'small'), { recursive: true });
  writeFileSync(at('shipped', 'small', 'scenario.yaml'), smallScenario());
  writeFileSync(at('broken.yaml'), smallScenario({ title: 7, minutes: 'long' }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  test('[BR13] says how it is used: --help with 0, a wrong line with 2 and nothing on standard output', async () => {
    expect(await ariadne('--help')).toMatchObject({ code: 0, out: '', err: expect.stringContaining('validate SCENARIO') });
    expect((await ariadne('log')).err).toContain('"log" is followed by one of list, export, verify, grade');
    const wrong = [
      [],
      ['fly'],
      ['log'],
      ['validate'],
      ['validate', 'a', 'b'],
      ['compile', 'a', '--seed', 'x'],
      ['play', 'a', '--bad'],
      ['log', 'export', 'x'],
      ['validate', 'a', '--out', 'b'],
    ];
    for (const words of wrong) expect([words, await ariadne(...words)]).toMatchObject([words, { code: 2, out: '' }]);
  });

  test('[LG28] schema: a JSON Schema of a scenario source', async () => {
    expect(json(await ariadne('schema'))).toMatchObject({
      title: 'Ariadne scenario, version 1',
      required: expect.arrayContaining(['story']),
    });
    expect((await ariadne('schema', 'driftwood')).code).toBe(2);
  });

  test('[BR13] validate: every fault with its place and a remedy', async () => {
    expect(json(await ariadne('validate', 'small'))).toEqual({ scenario: 'small', file: 'scenario.yaml', isValid: true, problems: [] });
    const broken = await ariadne('validate', 'broken.yaml');
    expect(broken.code).toBe(1);
    expect(json(broken)).toMatchObject({ scenario: null, isValid: false });
    expect((json(broken) as { problems: unknown[] }).problems).toHaveLength(2);
    expect(await ariadne('validate', 'nowhere.yaml')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('import/not-found') });
  });

  test('[LG21] validate: a file that is no UTF-8 text is told with line and column, one that is no YAML file by its name', async () => {
    writeFileSync(at('latin.yaml'), Buffer.from('ariadne: scenario/1\ntitle: Käfer\n', 'latin1'));
    expect(json(await ariadne('validate', 'latin.yaml'))).toEqual({
      scenario: null,
      file: 'latin.yaml',
      isValid: false,
      problems: [
        {
          code: 'language/encoding',
          line: 2,
          column: 9,
          path: '',
          message: 'byte 29 of the file (E4) is not UTF-8; in Latin-1 it would be "ä"',
          remedy: expect.stringContaining('UTF-8'),
        },
      ],
    });
    writeFileSync(at('marked.yaml'), `\ufeff${smallScenario()}`);
    expect(json(await ariadne('validate', 'marked.yaml'))).toMatchObject({ isValid: true });
    writeFileSync(at('case.json'), '{}');
    expect(await ariadne('validate', 'case.json')).toMatchObject({ code: 1, err: expect.stringMatching(/case\.json.*\.yaml/) });
  });

  test('[LG27] a folder is read like a dropped one: its only YAML file or scenario.yaml, and nothing left out in silence', async () => {
    const put = (name: string, text: string | Uint8Array = smallScenario()) => {
      mkdirSync(dirname(at('case', name)), { recursive: true });
      writeFileSync(at('case', name), text);
    };
    const valid = async () => json(await ariadne('validate', 'case'));
    const refused = async () => (await ariadne('validate', 'case')).err;
    put('notes.txt', 'x');
    expect(await refused()).toContain('import/not-a-scenario');
    put('kestrel.yml');
    expect(await valid()).toMatchObject({ file: 'kestrel.yml', isValid: true });
    put('draft.yaml');
    expect(await refused()).toMatch(/import\/several-sources.*draft\.yaml, kestrel\.yml/);
    put('scenario.yaml');
    expect(await valid()).toMatchObject({ file: 'scenario.yaml', isValid: true });
    const picture = '<svg xmlns="http://www.w3.org/2000/svg"/>';
    put('media/desk.svg', picture);
    expect(await valid()).toMatchObject({ isValid: true });
    put('desk.svg', picture);
    expect(await refused()).toMatch(/import\/picture-twice.*desk\.svg/);
    rmSync(at('case', 'desk.svg'));
    for (let count = 1; count < 60; count += 1) put(`media/p${count}.svg`, picture);
    expect(await valid()).toMatchObject({ isValid: true });
    put('media/p60.svg', picture);
    expect(await refused()).toMatch(/import\/too-many-media.*here are 61/);
  });

  test('[BR13] compile: counts and hash; the folder written is the world', async () => {
    const result = await ariadne('compile', 'small', '--out', 'world');
    expect(result.code).toBe(0);
    const { manifest, counts } = smallWorld();
    expect(json(result)).toMatchObject({
      scenario: 'small',
      seed: '1',
      ledgerSha256: manifest.ledgerSha256,
      worldKey: manifest.worldKey,
      counts,
      out: at('world'),
    });
    for (const [path, bytes] of smallWorld().files) expect(new Uint8Array(readFileSync(at('world', path)))).toEqual(bytes);
    expect((await ariadne('compile', 'small', '--out', 'world')).code).toBe(0);
  });

  test('[BR13] compile never replaces a folder that holds anything else', async () => {
    mkdirSync(at('precious'));
    writeFileSync(at('precious', 'letter.txt'), 'x');
    expect(await ariadne('compile', 'small', '--out', 'precious')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('cli/out-in-use'),
    });
    expect(readdirSync(at('precious'))).toEqual(['letter.txt']);
    writeFileSync(at('precious', 'manifest.json'), '{"name":"of another program"}');
    expect(await ariadne('compile', 'small', '--out', 'precious')).toMatchObject({ code: 1, out: '' });
    expect(readdirSync(at('precious')).sort()).toEqual(['letter.txt', 'manifest.json']);
  });

  test('[BR13] compile never replaces a file', async () => {
    writeFileSync(at('letter.txt'), 'x');
    for (const out of ['letter.txt', 'letter.txt/world']) {
      expect(await ariadne('compile', 'small', '--out', out)).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('cli/out-in-use'),
      });
    }
    expect(readFileSync(at('letter.txt'), 'utf8')).toBe('x');
  });

  test.runIf(existsSync('/proc/self'))('[BR13] a place where nothing can be made is an error, not a wait without end', async () => {
    for (const out of ['/proc/world', '/proc/below/world', '/proc/self/world']) {
      const failed = { code: 1, out: '', err: expect.stringContaining('cli/not-writable') };
      expect(await ariadne('compile', 'small', '--out', out)).toMatchObject(failed);
      expect(() => prepareFolder(out)).toThrowError(expect.objectContaining({ code: 'store/no-access' }));
    }
  });

  test('[BR13] what could not be written whole is not left behind', async () => {
    const { files } = smallWorld();
    const half = new Map([...files].slice(0, 2)).set(`${[...files.keys()][0]}/below`, new Uint8Array());
    await expect(writeWorld({ files: half }, at('half'))).rejects.toThrow('EEXIST');
    expect(readdirSync(folder).filter((name) => name.startsWith('half'))).toEqual([]);
  });

  test('[BR13] compile does not replace a world that something else has been put beside', async () => {
    for (const letter of ['letter.txt', 'ledger/letter.txt', 'letters/letter.txt']) {
      const name = `beside-${letter.replaceAll('/', '-')}`;
      expect((await ariadne('compile', 'small', '--out', name)).code).toBe(0);
      mkdirSync(dirname(at(name, letter)), { recursive: true });
      writeFileSync(at(name, letter), 'x');
      expect(await ariadne('compile', 'small', '--out', name)).toMatchObject({ code: 1, err: expect.stringContaining('cli/out-in-use') });
      expect(readFileSync(at(name, letter), 'utf8')).toBe('x');
    }
  });

  test('[BR13] play: score and points per step, by the empty player and by a script', async () => {
    expect(json(await ariadne('play', 'small', '--script', 'empty'))).toMatchObject({
      scenario: 'small',
      seed: '1',
      score: { points: 0, percent: 0 },
    });
    mkdirSync(at('shipped', 'small', 'scripts'), { recursive: true });
    writeFileSync(at('half.yaml'), idealScript);
    const played = json(await ariadne('play', 'small', '--script', 'half.yaml')) as { steps: { id: string; points: number }[] };
    expect(played.steps.slice(0, 2)).toEqual([
      { id: 'pay', kind: 'transaction', points: 8, max: 8 },
      { id: 'next', kind: 'decision', points: 2, max: 2 },
    ]);
    expect(await ariadne('play', 'small', '--script', 'none.yaml')).toMatchObject({ code: 1, out: '' });
  });

  test('[BR14] play opens the shipped world of source and seed, and compiles when there is none, another one or a damaged one', async () => {
    const options = ['small', '--script', at('half.yaml')] as const;
    const pay = async (...words: string[]) => {
      const { steps } = json(await ariadne('play', ...words)) as { steps: { points: number }[] };
      return steps[0]?.points;
    };
    // Only in this world is the payment no answer: who plays in it earns nothing.
    const truth = truthOf(smallWorld());
    const pointless = { ...truth.key.steps, pay: { ...truth.key.steps['next'], answer: { kind: 'transaction', txid: '0'.repeat(64) } } };
    const told = withTruth(smallWorld(), truthPartSchema.parse({ ...truth, key: { ...truth.key, steps: pointless } }));
    expect(await pay(...options)).toBe(8);
    await writeWorld(told, at('worlds', 'small'));
    expect(await pay(...options)).toBe(0);
    writeFileSync(at('copy.yaml'), smallScenario());
    expect(await pay('copy.yaml', '--script', at('half.yaml'))).toBe(0);
    expect(await pay(...options, '--seed', '2')).toBe(8);
    writeFileSync(at('copy.yaml'), smallScenario({ title: 'Another title' }));
    expect(await pay('copy.yaml', '--script', at('half.yaml'))).toBe(8);
    for (const path of told.files.keys()) {
      const whole = readFileSync(at('worlds', 'small', path));
      writeFileSync(at('worlds', 'small', path), whole.subarray(0, -1));
      expect([path, await pay(...options)]).toEqual([path, 8]);
      writeFileSync(at('worlds', 'small', path), whole);
    }
    expect(await pay(...options)).toBe(0);
    rmSync(at('worlds'), { recursive: true });
  });

  test('[GR8] [BR13] a sealed attempt, exported, verified and graded, has the points of live grading', async () => {
    const options = { scenarioId: 'small', script: parseScript(idealScript, 'half.yaml'), traineeName: 'Ada', seed: '1' };
    const score = async (place: string, without: string[]) => {
      const host = await startTestHost({ folder: at(place), worlds: [smallWorld()], without });
      const result = await play(connectInProcess(host.server, 'trainee'), options);
      await host.close();
      return result;
    };
    const live = await score('live', []);
    const sealed = await score('sealed', ['truth.json']);
    expect(sealed.score.points).toBe(0);
    expect(existsSync(at('sealed', 'worlds', 'small', 'truth.json'))).toBe(false);
    const { attempts } = json(await ariadne('log', 'list', '--data', 'sealed/data')) as {
      attempts: { attemptId: string; trainee: string }[];
    };
    expect(attempts).toMatchObject([{ trainee: 'Ada', state: 'done', libraryId: 'small' }]);
    const attemptId = attempts[0]?.attemptId ?? '';
    expect(await ariadne('log', 'export', attemptId, '--data', 'sealed/data', '--out', 'log.jsonl')).toEqual({ code: 0, out: '', err: '' });
    expect((await ariadne('log', 'export', attemptId, '--data', 'sealed/data')).out).toBe(readFileSync(at('log.jsonl'), 'utf8'));
    expect(json(await ariadne('log', 'verify', 'log.jsonl'))).toMatchObject({ isWhole: true, faults: [] });
    const graded = await ariadne('log', 'grade', 'log.jsonl', '--world', at('live', 'worlds', 'small'));
    expect(json(graded)).toEqual(live);
    const nowhere = await ariadne('log', 'export', attemptId, '--data', 'sealed/data', '--out', 'nowhere/log.jsonl');
    expect(nowhere).toMatchObject({ code: 1, out: '', err: expect.stringContaining('cli/not-writable') });
    expect(await ariadne('log', 'grade', 'log.jsonl', '--world', at('sealed', 'worlds', 'small'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('grade/sealed'),
    });
  });

  test('[CF2] [BR13] log verify names what was done to a log; such a log is not graded', async () => {
    const lines = readFileSync(at('log.jsonl'), 'utf8').trimEnd().split('\n');
    const write = (name: string, changed: readonly string[]) => writeFileSync(at(name), `${changed.join('\n')}\n`);
    write(
      'removed.jsonl',
      lines.filter((_, index) => index !== 3),
    );
    write('cut.jsonl', lines.slice(0, -1));
    write(
      'torn.jsonl',
      lines.map((line, index) => (index === 3 ? line.slice(0, -1) : line)),
    );
    const faults = async (name: string) => {
      const result = await ariadne('log', 'verify', name);
      expect(result.code).toBe(1);
      return (json(result) as { faults: unknown }).faults;
    };
    expect(await faults('removed.jsonl')).toEqual([{ kind: 'removed', seq: 2 }]);
    expect(await faults('cut.jsonl')).toEqual([{ kind: 'cut', seq: lines.length - 2 }]);
    expect(await faults('torn.jsonl')).toMatchObject([{ kind: 'log/unreadable', line: 4 }]);
    expect(await ariadne('log', 'grade', 'removed.jsonl', '--world', 'world')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('log/damaged'),
    });
  });
});
