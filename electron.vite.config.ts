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

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      outDir: 'out/main',
      emptyOutDir: true,
      // Electron 33 cannot `require` an ES module, so everything but the native database module is bundled.
      externalizeDeps: { include: ['@photostructure/sqlite'] },
      rollupOptions: { input: present, output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' } },
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
    plugins: [react()],
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
