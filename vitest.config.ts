import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const chromium = process.env['ARIADNE_CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/{core,host,electron,scenarios,tools}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // In the real Electron; run by `node tools/e2e.mjs ipc`, which says where it is.
        test: { name: 'ipc', environment: 'node', include: ['tests/ipc/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        plugins: [react()],
        // Found only while tests run, each of these would reload the page in the middle of one.
        optimizeDeps: {
          include: [
            '@tanstack/react-table',
            '@tanstack/react-virtual',
            'axe-core',
            'fast-check',
            'i18next',
            'lucide-react',
            'react',
            'react-aria-components',
            'react-aria-components/Toast',
            'react-dom',
            'react-dom/client',
            'react-hotkeys-hook',
            'react-i18next',
            'react-markdown',
            'react-resizable-panels',
            'react/jsx-dev-runtime',
            'react/jsx-runtime',
            'rehype-sanitize',
            'remark-gfm',
            'three',
            'three/addons/utils/BufferGeometryUtils.js',
            'zod',
            'zustand',
            'zustand/vanilla',
          ],
        },
        test: {
          name: 'renderer',
          include: ['tests/renderer/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            // By number: a bare container may not know the name localhost.
            api: { host: '127.0.0.1' },
            screenshotFailures: false,
            provider: playwright({
              // Neither UTC nor a whole hour from it: a local time taken for UTC shows.
              contextOptions: { timezoneId: 'Asia/Kathmandu' },
              launchOptions: {
                executablePath: chromium,
                args: [
                  '--no-sandbox',
                  '--use-angle=swiftshader',
                  '--enable-unsafe-swiftshader',
                  '--disable-quic',
                  '--no-first-run',
                  '--disable-background-networking',
                  '--disable-component-update',
                  '--disable-sync',
                ],
              },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 1280, height: 720 } }],
          },
        },
      },
    ],
  },
});
