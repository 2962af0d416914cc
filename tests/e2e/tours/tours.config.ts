import { defineConfig } from '@playwright/test';

/** Ways through the window that are no tests: the demo and the pictures for the documentation. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.tour.ts',
  workers: 1,
  timeout: 900_000,
  expect: { timeout: 30_000 },
  outputDir: '../../../out/tours',
  reporter: [['line']],
});
