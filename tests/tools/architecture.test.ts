import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '..', '..');
const tool = (path: string): string => join(project, 'node_modules', path);
let planted = '';

/** A small copy of the house's rooms; every file has one export, so that anything can import anything. */
const neutral = [
  ...['core/errors.ts', 'core/ids.ts', 'core/money.ts', 'core/chain/c.ts', 'core/trace/t.ts', 'core/language/l.ts', 'core/case/c.ts'],
  ...[
    'core/world/w.ts',
    'core/exercise/e.ts',
    'core/pack/p.ts',
    'core/pack/compile-scenario.ts',
    'core/bridge/views.ts',
    'core/bridge/contract.ts',
  ],
  ...['host/h.ts', 'host/cli.ts', 'electron/e.ts', 'electron/channels.ts', 'electron/main.ts', 'renderer/main.tsx', 'renderer/bridge.ts'],
  ...['renderer/ui/Panel.tsx', 'renderer/ui/GraphCanvas.tsx', 'renderer/state/s.ts', 'renderer/view/v.ts', 'renderer/scene/s.ts'],
  ...['tests/t.ts', 'tools/t.mjs'],
];

/** [the arrow that is broken, the file that breaks it, what it imports]. */
const violations: readonly (readonly [rule: string, from: string, imports: string])[] = [
  ['core-imports-no-other-room', 'core/trace/x1.ts', '../../host/h.ts'],
  ['core-imports-no-other-room', 'core/chain/x2.ts', '../../renderer/view/v.ts'],
  ['core-imports-no-node', 'core/case/x3.ts', 'node:fs'],
  ['core-imports-only-pure-packages', 'core/chain/x4.ts', 'three'],
  ['core-imports-only-pure-packages', 'core/pack/x5.ts', 'electron'],
  ['core-chain-imports-only-errors-ids-money', 'core/chain/x6.ts', '../trace/t.ts'],
  ['core-trace-imports-only-errors-ids-money-chain-bridgeviews', 'core/trace/x7.ts', '../language/l.ts'],
  ['core-trace-imports-only-errors-ids-money-chain-bridgeviews', 'core/trace/x8.ts', '../bridge/contract.ts'],
  ['core-language-imports-only-errors-ids-money-chain', 'core/language/x9.ts', '../case/c.ts'],
  ['core-case-imports-only-errors-ids-money-chain', 'core/case/x10.ts', '../exercise/e.ts'],
  ['core-world-imports-only-errors-ids-money-chain-language', 'core/world/x11.ts', '../trace/t.ts'],
  ['core-exercise-imports-only-errors-ids-money-chain-case-trace-language-bridgeviews', 'core/exercise/x12.ts', '../world/w.ts'],
  ['core-pack-imports-only-errors-ids-money-chain-language-world-exercise', 'core/pack/x13.ts', '../trace/t.ts'],
  ['core-bridge-imports-only-errors-ids-money-chain-case', 'core/bridge/x14.ts', '../exercise/e.ts'],
  ['host-imports-only-core', 'host/x15.ts', '../electron/e.ts'],
  ['host-imports-no-electron-and-no-screen-package', 'host/x16.ts', 'electron'],
  ['electron-imports-only-core-and-host', 'electron/x17.ts', '../renderer/view/v.ts'],
  ['the-desktop-host-reads-no-compiler', 'electron/desktop-host.ts', '../core/pack/compile-scenario.ts'],
  ['the-preload-imports-only-electron-and-two-small-files', 'electron/preload.ts', '../host/h.ts'],
  ['renderer-imports-no-host-and-no-electron', 'renderer/state/x18.ts', '../../host/h.ts'],
  ['renderer-imports-no-host-and-no-electron', 'renderer/ui/x19.ts', 'electron'],
  ['renderer-imports-no-node', 'renderer/view/x20.ts', 'node:path'],
  ['renderer-imports-no-truth-generator-or-grader', 'renderer/ui/x21.ts', '../../core/exercise/e.ts'],
  ['renderer-imports-no-truth-generator-or-grader', 'renderer/view/x22.ts', '../../core/world/w.ts'],
  ['renderer-imports-no-truth-generator-or-grader', 'renderer/state/x23.ts', '../../core/pack/p.ts'],
  ['renderer-imports-no-truth-generator-or-grader', 'renderer/state/x24.ts', '../../core/language/l.ts'],
  ['only-the-graph-canvas-imports-the-scene', 'renderer/ui/x25.ts', '../scene/s.ts'],
  ['only-the-scene-imports-three', 'renderer/ui/x26.ts', 'three'],
  ['the-scene-knows-three-and-numbers', 'renderer/scene/x27.ts', '../state/s.ts'],
  ['the-scene-knows-three-and-numbers', 'renderer/scene/x28.ts', 'react'],
  ['view-is-pure', 'renderer/view/x29.ts', '../state/s.ts'],
  ['view-is-pure', 'renderer/view/x30.ts', 'zustand'],
  ['state-knows-no-screen', 'renderer/state/x31.ts', '../ui/Panel.tsx'],
  ['the-product-imports-no-tests-and-no-tools', 'host/x32.ts', '../tests/t.ts'],
  ['the-product-imports-no-tests-and-no-tools', 'core/case/x33.ts', '../../tools/t.mjs'],
  ['only-the-composition-root-imports-app-wide-concretes', 'electron/x34.ts', '../host/cli.ts'],
  ['every-import-is-found', 'host/x35.ts', './nowhere.ts'],
];

function put(path: string, text: string): void {
  const file = join(planted, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const run = (args: readonly string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: planted, encoding: 'utf8', maxBuffer: 1 << 26 });
  return { status, output: `${stdout}${stderr}` };
};

beforeAll(() => {
  planted = mkdtempSync(join(tmpdir(), 'ariadne-planted-'));
  symlinkSync(join(project, 'node_modules'), join(planted, 'node_modules'));
  for (const file of ['.oxlintrc.json', 'tsconfig.base.json', ...['core', 'host', 'renderer'].map((room) => `${room}/tsconfig.json`)]) {
    mkdirSync(dirname(join(planted, file)), { recursive: true });
    cpSync(join(project, file), join(planted, file));
  }
  for (const file of neutral) put(file, 'export const it = 1;\n');
});
afterAll(() => rmSync(planted, { recursive: true, force: true }));

// First, because the planted imports below bring the types of Node and Electron into their rooms.
describe('what a room may not even name', () => {
  const errorsOf = (room: string): string => run([tool('typescript/bin/tsc'), '-p', room]).output;

  test('[EL17] in core the DOM, Node and timers are type errors', () => {
    for (const name of ['document', 'process', 'setTimeout', 'fetch', 'Buffer'])
      put(`core/world/names-${name}.ts`, `export const it = ${name};\n`);
    const output = errorsOf('core');
    for (const name of ['document', 'process', 'setTimeout', 'fetch', 'Buffer'])
      expect(output).toContain(`core/world/names-${name}.ts(1,19)`);
  });

  test('[EL17] in the host the DOM is a type error, in the renderer Node is', () => {
    put('host/names-window.ts', 'export const it = window.document;\n');
    put('renderer/view/names-process.ts', 'export const it = process.cwd();\n');
    expect(errorsOf('host')).toContain('host/names-window.ts(1,19)');
    expect(errorsOf('renderer')).toContain('renderer/view/names-process.ts(1,19)');
  });
});

describe('arrows between rooms', () => {
  let found: { rule: { name: string }; from: string }[] = [];
  beforeAll(() => {
    // Every other one as a type-only import: those are arrows too.
    violations.forEach(([, from, imports], at) =>
      put(from, `import ${at % 2 === 0 ? 'type ' : ''}{ it } from '${imports}';\nexport const used: typeof it | null = null;\n`),
    );
    put('core/case/circle-a.ts', `import { b } from './circle-b.ts';\nexport const a = (): unknown => b;\n`);
    put('core/case/circle-b.ts', `import { a } from './circle-a.ts';\nexport const b = (): unknown => a;\n`);
    const cruise = ['--require', join(project, 'tools/classic-typescript.cjs'), tool('dependency-cruiser/bin/dependency-cruise.mjs')];
    const rooms = ['core', 'host', 'electron', 'renderer', 'tests', 'tools'];
    const { output } = run([...cruise, '--config', join(project, 'tools/architecture.config.mjs'), '--output-type', 'json', ...rooms]);
    found = (JSON.parse(output) as { summary: { violations: typeof found } }).summary.violations;
  }, 120_000);

  test.each(violations)('[EL17] %s catches %s', (rule, from) => {
    expect(found.filter((violation) => violation.from === from).map((violation) => violation.rule.name)).toContain(rule);
  });

  test('[EL17] nothing-imports-in-a-circle catches a circle', () => {
    expect(found.filter(({ rule }) => rule.name === 'nothing-imports-in-a-circle').map(({ from }) => from)).toContain(
      'core/case/circle-a.ts',
    );
  });

  test('[EL17] what keeps to the arrows is left in peace', () => {
    const clean = new Set(neutral);
    expect(found.filter(({ from }) => clean.has(from))).toEqual([]);
  });
});

describe('bans that lint knows', () => {
  const world = {
    random: 'Math.random()',
    sine: 'Math.sin(1)',
    power: 'Math.pow(2, 3)',
    logarithm: 'Math.log(2)',
    root: 'Math.sqrt(2)',
    now: 'Date.now()',
    intl: 'new Intl.NumberFormat()',
    compare: "'a'.localeCompare('b')",
    print: '(1).toLocaleString()',
    localHour: 'new Date(0).getHours()',
    stopwatch: 'performance.now()',
  };
  const elsewhere = {
    'host/any.ts': ['no-explicit-any', 'export const it: any = 1;\n'],
    'host/floating.ts': ['no-floating-promises', 'export function go(): void {\n  Promise.resolve();\n}\n'],
    'host/thrown.ts': ['only-throw-error', "export function go(): never {\n  throw 'no';\n}\n"],
    'host/params.ts': ['max-params', 'export const sum = (a: number, b: number, c: number, d: number): number => a + b + c + d;\n'],
    'host/long.ts': [
      'max-lines-per-function',
      `export function long(): number {\n  let n = 0;\n${'  n += 1;\n'.repeat(60)}  return n;\n}\n`,
    ],
    'host/default.ts': ['no-default-export', 'export default 1;\n'],
    'renderer/ui/Hook.tsx': [
      'rules-of-hooks',
      "import { useState } from 'react';\nexport function Hook({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}\n",
    ],
    'renderer/ui/Alt.tsx': ['alt-text', 'export const Alt = () => <img src="a.png" />;\n'],
    'renderer/ui/Inner.tsx': ['no-danger', "export const Inner = () => <p dangerouslySetInnerHTML={{ __html: '' }} />;\n"],
  } as const;
  let output = '';
  beforeAll(() => {
    for (const [name, expression] of Object.entries(world))
      put(`core/world/ban-${name}.ts`, `export const it = (): unknown => ${expression};\n`);
    for (const [file, [, text]] of Object.entries(elsewhere)) put(file, text);
    output = run([tool('oxlint/bin/oxlint'), '--type-aware', '--format', 'unix', 'core', 'host', 'renderer']).output;
  }, 120_000);

  test.each(Object.entries(world))('[EL17] core/world: %s (%s)', (name) => {
    expect(output.split('\n').some((line) => line.includes(`core/world/ban-${name}.ts`) && line.includes('no-restricted'))).toBe(true);
  });

  test.each(Object.entries(elsewhere))('[EL17] %s', (file, [rule]) => {
    expect(output.split('\n').some((line) => line.includes(file) && line.includes(rule))).toBe(true);
  });
});
