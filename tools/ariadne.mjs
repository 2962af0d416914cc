import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { projectRoot } from './launcher/project-root.mjs';
import { runTool } from './launcher/say.mjs';

await runTool(async () => {
  await ensureBuilt();
  // npm changes into the project; the paths a person gives are meant from where that person stands.
  const callersFolder = process.env['INIT_CWD'] ?? process.cwd();
  const { status, signal } = spawnSync(process.execPath, [join(projectRoot, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
    cwd: callersFolder,
    stdio: 'inherit',
  });
  return signal === null ? (status ?? 1) : 1;
});
