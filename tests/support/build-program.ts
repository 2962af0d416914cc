import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');

/** Bundles a program for Node as the app's build does, and returns the path of the file to run. */
export async function buildProgram(name: string, entry: string): Promise<string> {
  const outDir = join(root, '.cache', 'test-programs', `${name}-${process.pid}`);
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      emptyOutDir: true,
      rollupOptions: { input: { [name]: join(root, entry) }, output: { format: 'es', entryFileNames: '[name].js' } },
    },
  });
  return join(outDir, `${name}.js`);
}
