import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type AriadneApp, electronExecutable, expect, projectFolder, test } from './support/ariadne-app.ts';

/** What the page can call; Playwright's own evaluation is not bound by the page's policy, the code it runs is. */
const call = (page: Page, name: string, input: unknown): Promise<{ ok: boolean; value?: never; error?: { code: string } }> =>
  page.evaluate(([calledName, given]) => window.ariadne?.call(calledName as string, given) as never, [name, input] as const);

const refusals = (ariadne: AriadneApp): unknown[] =>
  ariadne
    .log()
    .filter((line) => line['event'] === 'refused')
    .map((line) => line['what']);

test('[EL1] nothing of Node or Electron is in the page, and one object is on the window', async ({ ariadne }) => {
  const page = await ariadne.start();
  const seen = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    // A frame that no preload has touched shows what a window has by itself.
    added: (() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const bare = new Set(Object.getOwnPropertyNames(frame.contentWindow as Window));
      frame.remove();
      return Object.getOwnPropertyNames(window).filter((name) => !bare.has(name) && !/^\d+$/.test(name));
    })(),
    exposed: Object.getOwnPropertyNames(window.ariadne).sort(),
    isFrozen: Object.isFrozen(window.ariadne),
  }));
  expect(seen.node).toEqual([]);
  expect(seen.exposed).toEqual(['call', 'onEvent']);
  // What the page's own libraries leave there is data of the page, not a way out of it.
  const libraryMarks = /^(__zod_global(Config|Registry)|__THREE__|__playwright.*|__pw.*)$/;
  expect(seen.added.filter((name) => !libraryMarks.test(name))).toEqual(['ariadne']);
  const preferences = await ariadne.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
});

test('[EL2] inline script, eval and connections are refused by the policy of the page', async ({ ariadne }) => {
  const page = await ariadne.start();
  const response = await page.reload();
  expect(response?.headers()['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
  const tried = await page.evaluate(async () => {
    // Playwright lifts the ban on eval for as long as its own call is on the stack.
    await new Promise((done) => setTimeout(done, 50));
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="app://ariadne/none.png" onerror="window.handlerRan = true">';
    document.body.append(holder);
    const attempt = async (work: () => unknown): Promise<string> => {
      try {
        await work();
        return 'done';
      } catch (thrown) {
        return (thrown as Error).name;
      }
    };
    const results = {
      // biome-ignore lint/security/noGlobalEval: what is proved is that it throws
      eval: await attempt(() => (0, eval)('1')),
      construct: await attempt(() => new Function('return 1')()),
      fetch: await attempt(() => fetch('app://ariadne/index.html')),
      socket: await new Promise<string>((done) => {
        const socket = new WebSocket('ws://127.0.0.1:9');
        socket.onerror = () => done('refused');
        socket.onopen = () => done('open');
      }),
    };
    return { ...results, inline: 'inlineRan' in window, handler: 'handlerRan' in window };
  });
  expect(tried).toEqual({
    eval: 'EvalError',
    construct: 'EvalError',
    fetch: 'TypeError',
    socket: 'refused',
    inline: false,
    handler: false,
  });
});

test('[EL2] [EL3] the screens themselves break no rule of the policy', async ({ ariadne }) => {
  const page = await ariadne.start();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  await page.reload();
  await page.locator('#root > *').first().waitFor();
  expect(complaints).toEqual([]);
  const served = await ariadne.electron.evaluate(async ({ net }) => {
    const status = async (url: string): Promise<number> => (await net.fetch(url)).status;
    return [
      await status('app://ariadne/index.html'),
      await status('app://ariadne/..%2fmain/main.js'),
      await status('app://ariadne/%2e%2e/%2e%2e/package.json'),
    ];
  });
  expect(served).toEqual([200, 404, 404]);
});

test('[EL4] the window goes nowhere and opens nothing', async ({ ariadne }) => {
  const page = await ariadne.start();
  const { url } = { url: page.url() };
  const opened = await page.evaluate(() => {
    const made = window.open('https://example.org/');
    for (const target of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,x', 'app://ariadne/assets/'])
      location.assign(target);
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    link.target = '_blank';
    link.click();
    return made;
  });
  expect(opened).toBeNull();
  await expect.poll(() => refusals(ariadne)).toEqual(expect.arrayContaining(['window', 'navigation']));
  expect(page.url()).toBe(url);
  expect(ariadne.electron.windows()).toHaveLength(1);
});

test('[EL5] permissions, devices and the spell checker are refused', async ({ ariadne }) => {
  const page = await ariadne.start();
  const asked = await page.evaluate(async () => {
    const attempt = async (work: () => Promise<unknown>): Promise<string> => {
      try {
        return `got ${String(await work())}`;
      } catch (thrown) {
        return thrown instanceof Error ? thrown.name : 'refused';
      }
    };
    return {
      place: await attempt(() => new Promise((done, failed) => navigator.geolocation.getCurrentPosition(done, () => failed(null)))),
      notify: await Notification.requestPermission(),
      camera: await attempt(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await attempt(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      clipboard: await attempt(() => navigator.clipboard.readText()),
    };
  });
  expect(asked.place).toBe('refused');
  expect(asked.notify).toBe('denied');
  for (const answer of [asked.camera, asked.screen, asked.clipboard]) expect(answer).not.toMatch(/^got/);
  const spelling = await ariadne.electron.evaluate(({ session }) => ({
    isOn: session.defaultSession.isSpellCheckerEnabled(),
    languages: session.defaultSession.getSpellCheckerLanguages(),
  }));
  expect(spelling).toEqual({ isOn: false, languages: [] });
});

test('[EL5] what a person copies reaches the clipboard all the same', async ({ ariadne }) => {
  const page = await ariadne.start();
  await page.getByLabel('New trainee').fill('Robin');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('button', { name: /^Start Operation/ }).click();
  const copy = page.getByRole('button', { name: 'Copy the whole id' }).first();
  await copy.click();
  await expect
    .poll(() => ariadne.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^bc1[a-z0-9]{20,}$|^[13][A-Za-z0-9]{24,}$/);
});

test('[EL6] no name resolves, not even that of this machine', async ({ ariadne }) => {
  await ariadne.start();
  const answers = await ariadne.electron.evaluate(async ({ session }) => {
    const resolved: string[] = [];
    for (const name of ['localhost', 'example.org']) {
      resolved.push(await session.defaultSession.resolveHost(name).then(JSON.stringify, (thrown: Error) => thrown.message));
    }
    return resolved;
  });
  for (const answer of answers) expect(answer).toContain('ERR_NAME_NOT_RESOLVED');
});

test('[EL6] a request to anything outside is cancelled before it connects', async ({ ariadne }) => {
  let connections = 0;
  const server = createServer((_request, response) => response.end('here'));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  try {
    await ariadne.start();
    const results = await ariadne.electron.evaluate(
      async ({ session }, urls) => {
        const attempt = (url: string): Promise<string> => session.defaultSession.fetch(url).then(String, (thrown: Error) => thrown.message);
        const answers: string[] = [];
        for (const url of urls) answers.push(await attempt(url));
        return answers;
      },
      [`http://127.0.0.1:${port}/`, 'https://example.org/'],
    );
    for (const answer of results) expect(answer).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(connections).toBe(0);
    expect(refusals(ariadne)).toContain('request');
  } finally {
    server.close();
  }
});

test('[EL7] another window with the same preload and page is not heard', async ({ ariadne }) => {
  await ariadne.start();
  const answer = await ariadne.electron.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
    await other.loadURL('app://ariadne/index.html');
    const text: unknown = await other.webContents.executeJavaScript(
      "window.ariadne.call('trainees.create', { name: 'intruder' }).then((answer) => JSON.stringify(answer))",
    );
    other.destroy();
    return String(text);
  });
  expect(JSON.parse(answer)).toMatchObject({ ok: false, error: { code: 'bridge/sender' } });
  expect(refusals(ariadne)).toContain('call');
});

/** Every file of the data folder with its hash, without the log, Chromium's own profile, and SQLite's shared memory (locks, not content). */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/^(logs|chromium)(\/|$)|-shm$/.test(name) && statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(
    files.sort().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

test('[EL8] hostile calls over the real bridge are answered and change nothing', async ({ ariadne }) => {
  const page = await ariadne.start();
  const trainee = await page.evaluate(() => window.ariadne?.call('trainees.create', { name: 'Robin' }));
  const { id } = (trainee as { value: { trainee: { id: string } } }).value.trainee;
  const listed = await page.evaluate((traineeId) => window.ariadne?.call('library.list', { traineeId, language: 'en' }), id);
  const { scenarioId } = (listed as { value: { cards: { scenarioId: string }[] } }).value.cards[0] ?? { scenarioId: '' };
  const begun = await page.evaluate((input) => window.ariadne?.call('attempt.start', input), { traineeId: id, scenarioId, language: 'en' });
  const { attemptId } = (begun as { value: { attemptId: string } }).value;
  const before = contentOf(ariadne.dataFolder);

  const head = { seq: 0, hash: '0'.repeat(64) };
  const hostile: [string, unknown][] = [
    ['no.such.call', {}],
    ['__proto__', {}],
    ['constructor', {}],
    ['toString', {}],
    ['app.info', { extra: 1 }],
    ['app.info', null],
    ['app.info', 'text'],
    ['app.info', []],
    ['trainees.create', { name: 7 }],
    ['trainees.create', { name: '' }],
    ['trainees.create', { name: 'x'.repeat(61) }],
    ['attempt.start', { traineeId: '../../etc', scenarioId, language: 'en' }],
    ['attempt.start', { traineeId: id, scenarioId: '../driftwood', language: 'en' }],
    ['attempt.open', { attemptId: 'someone-else', language: 'en' }],
    ['attempt.append', { attemptId, expectedHead: head, work: { type: 'undo', target: 0 } }],
    ['attempt.append', { attemptId: 'someone-else', expectedHead: head, work: { type: 'undo', target: 0 } }],
    ['exercise.submit', { attemptId, expectedHead: head, stepId: 'x', answer: { kind: 'transaction', txid: '0'.repeat(64) } }],
    ['debrief.get', { attemptId, language: 'en' }],
    ['ledger.search', { attemptId, asOfMs: 8_640_000_000_000_000, text: 'abc', limit: 10 }],
  ];
  for (const [name, input] of hostile) {
    const answer = await call(page, name, input);
    expect(answer, `${name} ${JSON.stringify(input)}`).toMatchObject({ ok: false, error: { code: expect.any(String) } });
  }
  const heavy = await page.evaluate(() => window.ariadne?.call('trainees.create', { name: 'x'.repeat(50_000_000) }));
  expect(heavy).toMatchObject({ ok: false, error: { code: 'bridge/bad-input' } });
  const strange = await page.evaluate(async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const answers: unknown[] = [];
    for (const [name, input] of [
      [{ toString: 'app.info' }, {}],
      [7, {}],
      ['app.info', cyclic],
      ['app.info', new Map([['a', 1]])],
      ['app.info', JSON.parse('{"__proto__":{"isAdmin":true},"extra":1}')],
      ['attempt.open', JSON.parse('{"attemptId":"x","language":"en","__proto__":{"isAdmin":true}}')],
      ['attempt.close', JSON.parse('{"attemptId":"x","constructor":{"prototype":{"isAdmin":true}}}')],
    ] as const) {
      answers.push(await Promise.resolve(window.ariadne?.call(name as string, input)).catch(() => ({ ok: false })));
    }
    return answers;
  });
  for (const answer of strange) expect(answer).toMatchObject({ ok: false });

  expect(await ariadne.electron.evaluate(() => 'isAdmin' in {})).toBe(false);
  expect(contentOf(ariadne.dataFolder)).toEqual(before);
  expect(await call(page, 'app.info', {})).toMatchObject({ ok: true });
});

test('[EL10] a crashed page comes back by itself', async ({ ariadne }) => {
  await ariadne.start();
  await ariadne.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await expect
    .poll(() =>
      ariadne.electron.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (contents === undefined || contents.isCrashed() || contents.isLoading()) return false;
        // A question to a page that is just being replaced is never answered.
        const answer = contents.executeJavaScript("document.querySelector('#root > *') !== null") as Promise<boolean>;
        return Promise.race([answer, new Promise<boolean>((done) => setTimeout(() => done(false), 1000))]);
      }),
    )
    .toBe(true);
  expect(ariadne.log().some((line) => line['event'] === 'page process gone' && line['todo'] === 'reload')).toBe(true);
});

test('[EL9] [EL16] a second start hands its scenario over and ends; compiled in Electron it has the golden ledger', async ({ ariadne }) => {
  const page = await ariadne.start();
  await page.getByLabel('New trainee').fill('Robin');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(electronExecutable(), [projectFolder, ...sandbox, `--data=${ariadne.dataFolder}`, 'scenarios/driftwood'], {
    cwd: projectFolder,
    stdio: 'ignore',
  });
  const code = await new Promise((done) => second.on('exit', done));
  expect(code).toBe(0);

  const worlds = join(ariadne.dataFolder, 'worlds');
  const compiled = (): string[] =>
    !existsSync(worlds)
      ? []
      : readdirSync(worlds, { recursive: true, encoding: 'utf8' }).filter(
          (name) => name.endsWith('manifest.json') && !name.includes('draft'),
        );
  await expect.poll(() => compiled().length, { timeout: 100_000 }).toBe(1);
  const golden = JSON.parse(readFileSync(join(projectFolder, 'tests/golden/driftwood-ledger.json'), 'utf8')) as { ledgerSha256: string };
  const manifest = JSON.parse(readFileSync(join(worlds, compiled()[0] ?? ''), 'utf8')) as { ledgerSha256: string };
  expect(manifest.ledgerSha256).toBe(golden.ledgerSha256);
});
