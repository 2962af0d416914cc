import { FuseV1Options } from '@electron/fuses';
import { expect, test } from 'vitest';
import { packageFuses } from '../../electron/fuses.ts';

test('[EL19] every fuse is set for packages, none of them open to other code', () => {
  const known = Object.keys(FuseV1Options).filter((name) => !/^\d+$/.test(name));
  expect(Object.keys(packageFuses).sort()).toEqual(known.sort());
  expect(packageFuses).toMatchObject({
    RunAsNode: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    OnlyLoadAppFromAsar: true,
    EnableEmbeddedAsarIntegrityValidation: true,
    GrantFileProtocolExtraPrivileges: false,
  });
});
