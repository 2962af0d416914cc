// The default app of the closed-network Electron: `electron [-r script] FOLDER [arguments]` runs the app in FOLDER.
const { app, dialog } = require('electron');
const { readFileSync } = require('node:fs');
const { isAbsolute, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

async function start(argv) {
  for (let at = 1; at < argv.length; at++) {
    const argument = argv[at];
    if (argument === '-r' || argument === '--require') {
      at += 1;
      require(isAbsolute(argv[at]) ? argv[at] : resolve(argv[at]));
    } else if (!argument.startsWith('-')) {
      const folder = resolve(argument);
      const about = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'));
      app.setAppPath(folder);
      app.setName(about.productName ?? about.name);
      app.setVersion(about.version);
      // The app sees the arguments of the person, with its own folder as the first, as with any Electron.
      process.argv = [argv[0], ...argv.slice(at)];
      await import(pathToFileURL(resolve(folder, about.main)).href);
      return;
    }
  }
  throw new Error('No app folder among the arguments.');
}

start([...process.argv]).catch((thrown) => {
  process.stderr.write(`${thrown.stack}\n`);
  dialog.showErrorBox('Electron could not start the app', String(thrown.stack));
  app.exit(1);
});
