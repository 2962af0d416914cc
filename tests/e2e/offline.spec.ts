import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { parseReport } from './support/playwright-report.ts';
import { outsideAddresses } from './support/system-call-trace.ts';

const project = resolve(import.meta.dirname, '..', '..');

/**
 * The exercise that is played: the one by mouse, from library to debrief. Everything it starts (Playwright itself, Electron and all its
 * processes) stands in a network namespace that holds a loopback device and nothing else, and every system call that names a peer is
 * written down.
 */
test('[EL6] a whole exercise in an empty network, without one attempt to reach anything outside', () => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'ariadne-offline-'));
  try {
    const trace = join(folder, 'trace');
    const report = join(folder, 'report.json');
    const strace = `strace -f --seccomp-bpf -qq -e trace=connect,sendto,sendmsg,sendmmsg -e signal=none -s 0 -o '${trace}'`;
    const playwright = `'${process.execPath}' '${project}/node_modules/@playwright/test/cli.js' test exercise-mouse --output '${folder}/results'`;
    const asRoot = process.getuid?.() === 0 ? ['-n'] : ['-r', '-n'];
    const { stdout, stderr, status } = spawnSync(
      'unshare',
      [...asRoot, 'sh', '-c', `PATH="$PATH:/usr/sbin:/sbin"; ip link set lo up && ip -o link && exec ${strace} ${playwright}`],
      {
        cwd: project,
        encoding: 'utf8',
        env: { ...process.env, ARIADNE_E2E_REPORT: report },
      },
    );
    expect(
      stdout
        .split('\n')
        .filter((line) => /^\d+: /.test(line))
        .map((line) => line.split(':')[1]?.trim()),
    ).toEqual(['lo']);
    expect(status, `${stdout}\n${stderr}`).toBe(0);
    expect(parseReport(readFileSync(report, 'utf8'))).toMatchObject({ expected: 1, unexpected: 0, skipped: 0 });
    const lines = readFileSync(trace, 'utf8').split('\n');
    // The trace saw the tree at work: the loopback of the tests' own debugger, and the display's socket.
    expect(lines.some((line) => line.includes('sin_addr=inet_addr("127.0.0.1")'))).toBe(true);
    expect(lines.some((line) => line.includes('.X11-unix'))).toBe(true);
    expect(outsideAddresses(lines)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
