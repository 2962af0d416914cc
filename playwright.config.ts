import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  // One app at a time: each is several processes, and frame times matter to the tests of the scene.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // A start may have to be made three times (see ariadne-app.ts).
  timeout: 240_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: process.env['ARIADNE_E2E_REPORT'] ?? 'test-results/report.json' }]],
});
