import { accessSync, constants } from 'node:fs';
import { AppError } from '../../core/errors.ts';
import { makeFolder } from './make-folder.ts';

const fullDisk = new Set(['ENOSPC', 'EDQUOT']);

/** Makes a folder with all above it where there is none, and sees that it can be written. @throws AppError `store/no-access`, `store/disk-full` */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    const { code = '' } = thrown as NodeJS.ErrnoException;
    const details = { subject: folder, cause: thrown };
    if (fullDisk.has(code)) throw new AppError('store/disk-full', `no space for the folder ${folder} (${code})`, details);
    throw new AppError('store/no-access', `${folder} cannot be made or written as a folder (${code})`, details);
  }
}
