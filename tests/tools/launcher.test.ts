import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkIntegrity, runtimeFolder, runtimeName } from '../../tools/launcher/closed-network-runtime.mjs';
import { canRunOfficialInstaller, chooseElectron } from '../../tools/launcher/find-electron.mjs';
import { sandboxArguments, sandboxRemedy } from '../../tools/launcher/run-electron.mjs';
import { isDebianLike, missing, packagesFor } from '../../tools/launcher/system-packages.mjs';
import { unpackZip } from '../../tools/launcher/unpack-zip.mjs';
import { playwrightCounts, vitestCounts } from '../../tools/suites.mjs';

type Ports = Parameters<typeof chooseElectron>[0];

/** A machine on which nothing is there and everything that is tried is written down. */
function bareMachine(changes: Partial<Ports> = {}) {
  const did: string[] = [];
  const ports: Ports = {
    env: {},
    nodeVersion: '20.19.0',
    wantedVersion: '45.4.1',
    officialFolder: '/official',
    versionIn: () => null,
    downloadOfficial: () => did.push('download') < 0,
    failureMark: '/mark',
    isMarked: () => false,
    mark: (file) => did.push(`mark ${file}`),
    prepareClosedNetwork: async () => {
      did.push('prepare');
      return { folder: '/closed', version: '33.2.1', origin: 'closed' };
    },
    say: (line) => did.push(line),
    ...changes,
  };
  return { ports, did };
}

describe('which Electron', () => {
  test('[EL12] the override comes first, and an empty one is refused', async () => {
    const { ports } = bareMachine({
      env: { ELECTRON_OVERRIDE_DIST_PATH: '/mine' },
      versionIn: (folder) => (folder === '/mine' ? '40.0.0' : '45.4.1'),
    });
    expect(await chooseElectron(ports)).toMatchObject({ executable: '/mine/electron', version: '40.0.0' });
    await expect(chooseElectron({ ...ports, versionIn: () => null })).rejects.toThrow('ELECTRON_OVERRIDE_DIST_PATH');
  });

  test('[EL12] then the installed official one, without fetching anything', async () => {
    const { ports, did } = bareMachine({ versionIn: () => '45.4.1' });
    expect(await chooseElectron(ports)).toEqual({ executable: '/official/electron', version: '45.4.1', origin: 'official' });
    expect(did).toEqual([]);
  });

  test('[EL12] below Node 22.12 the official download is skipped and said so', async () => {
    const { ports, did } = bareMachine();
    expect((await chooseElectron(ports)).executable).toBe('/closed/electron');
    expect(did).toEqual([expect.stringContaining('22.12'), 'prepare']);
    expect(['20.19.0', '22.11.9', '22.12.0', '24.0.0'].map(canRunOfficialInstaller)).toEqual([false, false, true, true]);
  });

  test('[EL12] a download that works is used', async () => {
    let isThere = false;
    const { ports, did } = bareMachine({
      nodeVersion: '22.12.0',
      versionIn: () => (isThere ? '45.4.1' : null),
      downloadOfficial: () => {
        isThere = true;
        return true;
      },
    });
    expect((await chooseElectron(ports)).origin).toBe('official');
    expect(did).toEqual([expect.stringContaining('Fetching the official Electron 45.4.1')]);
  });

  test('[EL12] a failed download is said, remembered, and not tried again', async () => {
    const { ports, did } = bareMachine({ nodeVersion: '24.1.0' });
    expect((await chooseElectron(ports)).origin).toBe('closed');
    expect(did.slice(1)).toEqual(['download', 'mark /mark', expect.stringContaining('did not work'), 'prepare']);
    const again = bareMachine({ nodeVersion: '24.1.0', isMarked: (file) => file === '/mark' });
    await chooseElectron(again.ports);
    expect(again.did).toEqual([expect.stringContaining('not tried again'), 'prepare']);
  });
});

describe('the closed-network runtime', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ariadne-launcher-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('[EL13] bytes with another hash are refused', async () => {
    const file = join(folder, 'package.tgz');
    writeFileSync(file, 'abc');
    // SHA-512 of "abc": FIPS 180-4, example.
    const right = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';
    await checkIntegrity(file, right);
    writeFileSync(file, 'abd');
    await expect(checkIntegrity(file, right)).rejects.toThrow('not what it should be');
  });

  test('[EL13] the other product is left out, Electron gets its own name', () => {
    expect(runtimeName('Cypress/Cypress')).toBe('electron');
    expect(runtimeName('Cypress/LICENSE.electron.txt')).toBe('LICENSE');
    expect(runtimeName('Cypress/locales/vi.pak')).toBe('locales/vi.pak');
    for (const name of ['resources/app/index.js', 'browser_v8_context_snapshot.bin', 'resources/app-update.yml']) {
      expect(runtimeName(`Cypress/${name}`)).toBeNull();
    }
    expect(runtimeName('other/Cypress')).toBeNull();
  });

  test('[EL13] it is kept in the cache, outside of the project', () => {
    expect(runtimeFolder({ XDG_CACHE_HOME: '/c' })).toMatch(/^\/c\/ariadne\/electron-33\.2\.1-\d+$/);
    expect(runtimeFolder({ HOME: '/home/kim' })).toMatch(/^\/home\/kim\/\.cache\/ariadne\//);
  });

  test('[EL13] an archive entry that would leave the folder is refused', async () => {
    const zip = join(folder, 'a.zip');
    const target = join(folder, 'out');
    writeFileSync(zip, zipSync({ 'in/a.txt': new Uint8Array([97]), 'in/skip.txt': new Uint8Array([98]) }));
    await unpackZip(zip, target, (name) => (name.endsWith('skip.txt') ? null : name));
    expect(readdirSync(target, { recursive: true }).sort()).toEqual(['in', 'in/a.txt']);
    expect(readFileSync(join(target, 'in/a.txt'), 'utf8')).toBe('a');
    await expect(unpackZip(zip, target, () => '../escaped.txt')).rejects.toThrow('outside');
    expect(readdirSync(folder).sort()).toEqual(['a.zip', 'out']);
  });
});

describe('sandbox', () => {
  const electron = { executable: '/e/electron', version: '33.2.1', origin: 'closed' };

  test('[EL11] only root runs without it', () => {
    expect(sandboxArguments(0)).toEqual(['--no-sandbox']);
    expect(sandboxArguments(1000)).toEqual([]);
    expect(sandboxArguments(undefined)).toEqual([]);
  });

  test('[EL11] when it cannot start, the remedy names the helper of this Electron', () => {
    const fault = 'FATAL:zygote_host_impl_linux.cc(126)] No usable sandbox! Update your kernel';
    expect(sandboxRemedy(fault, electron)).toContain("sudo chown root:root '/e/chrome-sandbox' && sudo chmod 4755 '/e/chrome-sandbox'");
    expect(sandboxRemedy('Segmentation fault', electron)).toBeNull();
  });
});

describe('system packages', () => {
  const needs = [
    { kind: 'library', name: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
    { kind: 'program', name: 'Xvfb', packages: ['xvfb'] },
  ] as const;

  test('[EL14] what is there is not missing', () => {
    expect(missing(needs, { libraries: new Set(['libasound.so.2']), hasProgram: () => true })).toEqual([]);
    expect(missing(needs, { libraries: new Set(), hasProgram: () => false }).map(({ name }) => name)).toEqual(['libasound.so.2', 'Xvfb']);
  });

  test('[EL14] the first name that the release knows is taken', () => {
    expect(packagesFor(needs, (name) => name !== 'libasound2t64')).toEqual(['libasound2', 'xvfb']);
    expect(packagesFor(needs, () => true)).toEqual(['libasound2t64', 'xvfb']);
    expect(packagesFor(needs, () => false)).toEqual(['libasound2', 'xvfb']);
  });

  test('[EL14] Debian and its kin are known by what they say of themselves', () => {
    expect(isDebianLike('NAME="x"\nID=debian\n')).toBe(true);
    expect(isDebianLike('ID=linuxmint\nID_LIKE="ubuntu debian"\n')).toBe(true);
    expect(isDebianLike('ID=fedora\nPRETTY_NAME="like debian"\n')).toBe(false);
  });
});

describe('counts of a test run', () => {
  test("[EL18] they are the runners' own, and silence is a failure", () => {
    expect(vitestCounts({ numPassedTests: 7, numFailedTests: 0 }, 0)).toEqual({ passed: 7, failed: 0 });
    expect(vitestCounts({ numPassedTests: 7, numFailedTests: 2 }, 1)).toEqual({ passed: 7, failed: 2 });
    expect(vitestCounts({ numPassedTests: 7, numFailedTests: 0 }, 1)).toEqual({ passed: 7, failed: 1 });
    expect(vitestCounts(null, 0)).toEqual({ passed: 0, failed: 1 });
    expect(playwrightCounts({ stats: { expected: 3, unexpected: 1, flaky: 1 } }, 1)).toEqual({ passed: 3, failed: 2 });
    expect(playwrightCounts({ stats: { expected: 3, unexpected: 0, flaky: 0 } }, 0)).toEqual({ passed: 3, failed: 0 });
    expect(playwrightCounts({}, 0)).toEqual({ passed: 0, failed: 1 });
  });
});
