import { extname, resolve, sep } from 'node:path';
import { isOwnUrl } from './origin.ts';

/** Types of the files that a build makes; a file of another type is not served. */
const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export interface PageFile {
  readonly path: string;
  readonly mimeType: string;
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A broken percent escape names no file.
    return null;
  }
}

/**
 * The file that a URL of our page names, or null when it names none: another origin, a path out of `root` (absolute), an unknown type.
 * The URL parser has already resolved `..`; escaped dots and slashes are decoded here and contained by the resolved path.
 */
export function pageFile(root: string, url: string): PageFile | null {
  if (!isOwnUrl(url)) return null;
  const pathname = decoded(new URL(url).pathname);
  if (pathname === null || pathname.includes('\0') || pathname.includes('\\')) return null;
  const path = resolve(root, `.${pathname}`);
  if (!path.startsWith(root + sep)) return null;
  const mimeType = mimeTypes[extname(path).toLowerCase()];
  return mimeType === undefined ? null : { path, mimeType };
}
