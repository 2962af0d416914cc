import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingEntries, platformOf } from '../../tools/complete-lockfile.mjs';

test('[EL20] optional packages of other platforms that a mirror left out get an entry that npm never fetches here', () => {
  const entries = {
    '': { optionalDependencies: { own: '1.0.0' } },
    'node_modules/a': { dev: true, optionalDependencies: { '@a/linux-x64': '1.2.3', '@a/win32-arm64': '1.2.3', fsevents: '~2.3.2' } },
    'node_modules/@a/linux-x64': { version: '1.2.3' },
    'node_modules/b/node_modules/c': { optionalDependencies: { '@c/darwin-x64': '2.0.0' } },
    'node_modules/b/node_modules/@c/darwin-x64': { version: '2.0.0' },
  };
  expect(missingEntries(entries)).toEqual({
    'node_modules/@a/win32-arm64': { version: '1.2.3', cpu: ['arm64'], os: ['win32'], dev: true, optional: true },
  });
});

test('[EL20] a package tells its platform by its name', () => {
  expect(platformOf('@x/cli-linux-x64-musl')).toEqual({ cpu: ['x64'], libc: ['musl'], os: ['linux'] });
  expect(platformOf('@x/binding-linux-arm64-gnu')).toEqual({ cpu: ['arm64'], libc: ['glibc'], os: ['linux'] });
  expect(platformOf('@x/binding-linux-arm-musleabihf')).toEqual({ cpu: ['arm'], libc: ['musl'], os: ['linux'] });
  expect(platformOf('@x/binding-win32-x64-msvc')).toEqual({ cpu: ['x64'], os: ['win32'] });
  expect(platformOf('@x/binding-darwin-universal')).toEqual({ os: ['darwin'] });
});

test('[EL20] the lock file of this project is complete, names no registry and has a hash for whatever is fetched here', () => {
  const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { resolved?: string; integrity?: string; optional?: boolean; os?: string[] }>;
  };
  expect(missingEntries(packages)).toEqual({});
  for (const [path, entry] of Object.entries(packages)) {
    expect(entry.resolved, path).toBeUndefined();
    if (path !== '' && entry.optional !== true) expect(entry.integrity, path).toMatch(/^sha512-/);
  }
});
