import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './launcher/project-root.mjs';
import { runTool, say } from './launcher/say.mjs';
import { unitSuite } from './suites.mjs';

const bin = (/** @type {string} */ path) => join(projectRoot, 'node_modules', path);
const rooms = ['core', 'host', 'electron', 'renderer', 'tools', 'tests'];

/** What must hold before a test is run: [what it proves, the words after node]. */
const steps = /** @type {const} */ ([
  ['format', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
  ['types', [bin('typescript/bin/tsc'), '-b']],
  ['types of the oldest Electron', [bin('typescript/bin/tsc'), '-p', 'electron/tsconfig.floor.json']],
  [
    'arrows between rooms',
    [
      '--require',
      './tools/classic-typescript.cjs',
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      'tools/architecture.config.mjs',
      ...rooms,
    ],
  ],
  ['lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', ...rooms]],
  ['dead code', [bin('knip/bin/knip.js'), '--config', 'tools/knip.json']],
]);

const linesMax = 500;

/** @param {string} folder @returns {string[]} */
function sourceFiles(folder) {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs|css)$/.test(name))
    .map((name) => join(folder, name));
}

/** Lint knows the length of code files; this also sees styles. Returns what is too long. */
export function tooLong() {
  return rooms.flatMap(sourceFiles).flatMap((file) => {
    const lines = readFileSync(join(projectRoot, file), 'utf8').split('\n').length - 1;
    return lines > linesMax ? [`${file}: ${lines} lines, at most ${linesMax}`] : [];
  });
}

/** @param {readonly string[]} args @returns {Promise<{ status: number, output: string }>} */
function runStep(args) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (/** @type {Buffer} */ bytes) => (output += bytes.toString('utf8')));
    child.on('close', (status) => done({ status: status ?? 1, output }));
  });
}

/** Runs every step, also after a failed one, and prints what failed. @returns {Promise<{ passed: number, failed: number }>} */
export async function runChecks() {
  const counts = { passed: 0, failed: 0 };
  /** @param {string} name @param {{ isRight: boolean, output: string, startedAt: number }} outcome */
  const report = (name, { isRight, output, startedAt }) => {
    counts[isRight ? 'passed' : 'failed'] += 1;
    say(`  ${isRight ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    if (!isRight) say(output.trim());
  };
  for (const [name, args] of steps) {
    const startedAt = performance.now();
    const { status, output } = await runStep(args);
    report(name, { isRight: status === 0, output, startedAt });
  }
  const startedAt = performance.now();
  const long = tooLong();
  report('file sizes', { isRight: long.length === 0, output: long.join('\n'), startedAt });
  return counts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runTool(async () => {
    const checks = await runChecks();
    const units = await unitSuite.run();
    const failed = checks.failed + units.failed;
    say(`${checks.passed + units.passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  });
}
