// The default app of the closed-network Electron: `electron [-r script] FOLDER [arguments]` runs the app in FOLDER. Electron waits for
// this module before it says that it is ready, so everything is awaited here, at the top level.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, dialog } from 'electron';

/** Both setters exist for default apps and are left out of the public types. */
const self = /** @type {import('electron').App & { setAppPath(path: string): void, setVersion(version: string): void }} */ (app);
const words = process.argv.slice(1);

/** Runs the scripts that -r names and gives back the place of the app folder among the words. */
function preloadScripts() {
  const require = createRequire(import.meta.url);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-r' || word === '--require') require(resolve(words[++at] ?? ''));
    else if (!word.startsWith('-')) return at;
  }
  throw new Error('No app folder among the arguments.');
}

try {
  const at = preloadScripts();
  const folder = resolve(words[at] ?? '');
  const about = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'));
  self.setAppPath(folder);
  app.setName(about.productName ?? about.name);
  self.setVersion(about.version);
  // As with any Electron, the app sees its own folder as the first argument.
  process.argv = [process.argv[0] ?? '', ...words.slice(at)];
  await import(pathToFileURL(resolve(folder, about.main)).href);
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`);
  dialog.showErrorBox('Electron could not start the app', String(thrown));
  app.exit(1);
}
