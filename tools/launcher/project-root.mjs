import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository, wherever the caller stands. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
