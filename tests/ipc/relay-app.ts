import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { build } from 'vite';
import type { BridgeEvent, BridgeTransport, CallResult } from '../../core/bridge/contract.ts';
import { startWebSocketServer } from '../../host/transports/web-socket-server.ts';
import { launchElectron } from '../support/launch-electron.ts';
import type { Connect } from '../support/test-host.ts';

const project = resolve(import.meta.dirname, '..', '..');

/** An Electron with the real preload and the real IPC transport, whose hosts are those of the tests. */
export class RelayApp {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'ariadne-relay-')));
  #app: ElectronApplication | null = null;

  async start(): Promise<void> {
    await build({
      root: project,
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true, external: ['electron'] },
      build: { ssr: join(project, 'tests/ipc/relay.ts'), target: 'node20.18', outDir: this.#folder, emptyOutDir: true },
    });
    mkdirSync(join(this.#folder, 'page'));
    writeFileSync(join(this.#folder, 'page', 'index.html'), '<!doctype html><html><head><title>relay</title></head></html>');
    writeFileSync(join(this.#folder, 'relay.json'), JSON.stringify({ preload: join(project, 'out/preload/preload.cjs') }));
    writeFileSync(
      join(this.#folder, 'package.json'),
      JSON.stringify({ name: 'relay', version: '0.0.0', type: 'module', main: 'relay.js' }),
    );
    this.#app = await launchElectron({
      executablePath: process.env['ARIADNE_ELECTRON'] ?? '',
      chromiumSandbox: process.getuid?.() !== 0,
      args: [this.#folder, `--user-data-dir=${this.#folder}/profile`],
    });
  }

  async stop(): Promise<void> {
    await this.#app?.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
    await this.#app?.close().catch(() => undefined);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A client of a host that is a page of this Electron. */
  readonly connect: Connect = async (host, role) => {
    const token = randomUUID();
    const serving = await startWebSocketServer({ server: host.server, tokens: new Map([[token, role]]), port: 0 });
    const page = await this.#openPage({ url: serving.url, token });
    const listeners = new Set<(event: BridgeEvent) => void>();
    await page.exposeFunction('tellTest', (event: BridgeEvent) => {
      for (const listener of listeners) listener(event);
    });
    await page.evaluate(() => {
      const { tellTest } = window as unknown as { tellTest: (event: unknown) => void };
      window.ariadne?.onEvent((event) => tellTest(event));
    });
    const transport: BridgeTransport = {
      // As text, because Playwright's own copying leaves out keys that a hostile page would send.
      call: async (name, input) => {
        const answer = await page.evaluate(([called, text]) => window.ariadne?.call(called, JSON.parse(text)), [
          name,
          JSON.stringify(input),
        ] as const);
        return answer as CallResult<typeof name>;
      },
      onEvent(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      close: () => void page.close().then(() => serving.close()),
    };
    return transport;
  };

  /** A page of this Electron whose host stands only when `settle` is called, and what that host has heard. */
  async openLate(): Promise<{ page: Page; settle: (failure: string | null) => Promise<void>; heard: () => Promise<readonly string[]> }> {
    const app = this.#app;
    if (app === null) throw new Error('the relay is not running');
    const opened = app.waitForEvent('window', (window) => window.url().endsWith('?late'));
    await app.evaluate(() => globalThis.openLateLine());
    return {
      page: await opened,
      settle: (failure) => app.evaluate((_electron, given) => globalThis.lateLine?.settle(given), failure),
      heard: () => app.evaluate(() => globalThis.lateLine?.heard ?? []),
    };
  }

  async #openPage(line: { url: string; token: string }): Promise<Page> {
    const app = this.#app;
    if (app === null) throw new Error('the relay is not running');
    const opened = app.waitForEvent('window', (window) => window.url().endsWith(line.token));
    await app.evaluate((_electron, given) => globalThis.openLine(given), line);
    return opened;
  }
}
