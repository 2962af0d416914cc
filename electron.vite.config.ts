import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// The floor that every bundle must run on: Electron 33 is Node 20.18 and Chromium 130.
const nodeTarget = 'node20.18';
const pageTarget = 'chrome130';

/** Composition roots of the main side; all land flat in out/main, so that they find each other beside themselves. */
const mainEntries = {
  main: 'electron/main.ts',
  cli: 'host/cli.ts',
  'build-worlds': 'host/build-worlds.ts',
  'ledger-worker': 'host/ledger-worker.ts',
  'compile-worker': 'host/compile-worker.ts',
};

const present = Object.fromEntries(
  Object.entries(mainEntries)
    .map(([name, file]) => [name, resolve(file)] as const)
    .filter(([, file]) => existsSync(file)),
);

/** Each group is read only by the programs that use it; of several that match, the first takes the module. */
const librariesApart = [
  { name: 'yaml', test: /node_modules\/yaml\// },
  { name: 'zod', test: /node_modules\/zod\// },
  { name: 'hashes', test: /node_modules\/@noble\/hashes\// },
  { name: 'chain', test: /node_modules\/(@scure|@noble|micro-packed)\// },
];

const translation = /\/react-aria[^/]*\/.*\/intl\/[a-z]+\/([a-z]{2}-[A-Z]{2})\.m?js$/;
/** The languages of the interface: English, and Arabic for the right-to-left test language. */
const interfaceLocales = new Set(['en-US', 'ar-AE']);

/** React Aria carries its own texts in thirty languages, which every start would read; it falls back to English. */
const onlyInterfaceLocales = {
  name: 'only-interface-locales',
  enforce: 'pre' as const,
  load(id: string) {
    const locale = translation.exec(id)?.[1];
    return locale === undefined || interfaceLocales.has(locale) ? null : 'export default {};';
  },
};

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      outDir: 'out/main',
      emptyOutDir: true,
      // Electron 33 cannot `require` an ES module, so everything but the native database module is bundled.
      externalizeDeps: { include: ['@photostructure/sqlite'] },
      rollupOptions: {
        input: present,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunk-[name]-[hash].js',
          // Left alone, the bundler puts the compiler's libraries into chunks that the window's process reads at every start.
          codeSplitting: { groups: librariesApart },
        },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      outDir: 'out/preload',
      emptyOutDir: true,
      externalizeDeps: false,
      // A sandboxed preload is one CommonJS file.
      rollupOptions: { input: { preload: resolve('electron/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [onlyInterfaceLocales, react()],
    build: {
      target: pageTarget,
      outDir: 'out/renderer',
      emptyOutDir: true,
      minify: true,
      // Inlined assets would need data: in more places of the page's policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Read from disk, not over a network.
      chunkSizeWarningLimit: 4000,
      rollupOptions: { input: resolve('renderer/index.html') },
    },
    worker: { format: 'es' },
  },
});
