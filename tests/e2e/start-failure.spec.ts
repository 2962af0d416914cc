import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { electronExecutable, expect, projectFolder, test } from './support/ariadne-app.ts';

const rootSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ariadne-start-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts Ariadne, waits until it has said on standard error why it cannot start, and ends it while its dialog is open. */
async function failedStart(dataFolder: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(electronExecutable(), [...rootSwitches, projectFolder, `--data=${dataFolder}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  try {
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
    await expect.poll(() => said, { timeout: 30_000 }).toContain('Data folder:');
    // The dialog waits for its reader: the program has not ended by itself.
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
    const [code] = await ended;
    return { code, said };
  } finally {
    child.kill('SIGKILL');
  }
}

test('[EL21] a data folder that cannot be written is said with its remedy, and the start fails', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'mine');
  const { code, said } = await failedStart(join(file, 'data'));
  expect(said).toContain('The data folder cannot be written');
  expect(said).toContain('--data FOLDER');
  expect(said).toContain('store/no-access');
  expect(said).not.toContain('already running');
  expect(code).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('[EL21] data of a newer Ariadne is said with its remedy, left as it is, and the start fails', async () => {
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder);
  const file = join(dataFolder, 'ariadne.db');
  const db = new DatabaseSync(file);
  // As every Ariadne leaves its file.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA user_version = 99');
  db.close();
  const before = readFileSync(file);
  const { code, said } = await failedStart(dataFolder);
  expect(said).toContain('The data is newer than this program');
  expect(said).toContain('Start the newer Ariadne');
  expect(code).toBe(1);
  expect(readFileSync(file)).toEqual(before);
});
