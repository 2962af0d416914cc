import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { calls } from '../../core/bridge/contract.ts';
import { AppError } from '../../core/errors.ts';
import { BridgeServer } from '../../host/bridge/bridge-server.ts';
import type { Handlers } from '../../host/bridge/handlers.ts';
import { guardInput } from '../../host/bridge/input-guard.ts';
import { RotatingLog } from '../../host/log/rotating-log.ts';
import { connectWebSocket } from '../../host/transports/web-socket-client.ts';
import { startWebSocketServer } from '../../host/transports/web-socket-server.ts';
import { temporaryFolder } from '../support/test-host.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const logIn = (name: string) =>
  new RotatingLog({ folder: join(folder.path, name), level: 'info', bytesMax: 2000, filesMax: 3, now: () => 1_760_000_000_000 });

/** A server whose every call does the same. */
function serverOf(act: () => Promise<unknown>, log = logIn('server')) {
  const handlers = Object.fromEntries(Object.keys(calls).map((name) => [name, act])) as unknown as Handlers;
  let ids = 0;
  return new BridgeServer({ handlers, newId: () => `s${(ids += 1)}`, log, onSessionEnd: async () => {}, isOutputChecked: true });
}

describe('the guard of inputs', () => {
  const refusalOf = (input: unknown): unknown => {
    try {
      guardInput('test', input);
      return null;
    } catch (thrown) {
      return thrown instanceof AppError ? thrown.details?.['path'] : thrown;
    }
  };
  let depths: unknown = 'end';
  for (let n = 0; n < 30; n += 1) depths = { in: depths };
  let ran = false;
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;

  test.each([
    ['a getter', { a: Object.defineProperty({}, 'b', { enumerable: true, get: () => (ran = true) }) }, 'input.a.b'],
    ['a date', { at: new Date(0) }, 'input.at'],
    ['a map', new Map(), 'input'],
    ['a class instance', { a: new (class Strange {})() }, 'input.a'],
    ['a function', { a: [() => 1] }, 'input.a.0'],
    ['a bigint', { a: 1n }, 'input.a'],
    ['a symbol as key', { [Symbol('s')]: 1 }, 'input'],
    ['a cycle', cycle, expect.stringContaining('input.self.self')],
    ['depth', depths, expect.stringContaining('input.in.in')],
    ['a sparse list', { a: Array(5) }, 'input.a'],
    ['many values', { a: Array.from({ length: 300_000 }, () => 0) }, expect.stringContaining('input.a')],
    ['a long key', { ['x'.repeat(6_000_000)]: 1 }, expect.stringContaining('input')],
    ['a hidden prototype key', Object.defineProperty({}, 'constructor', { enumerable: false, value: 1 }), 'input'],
  ])('[BR8] refuses %s and says where', (_what, input, path) => {
    expect(refusalOf(input)).toEqual(path);
    expect(ran).toBe(false);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('[BR8] refuses the key %s, however deep', (key) => {
    expect(refusalOf(JSON.parse(`{"a":[{"${key}":1}]}`))).toBe('input.a.0');
  });

  test('[BR8] of values and characters exactly as many as the limit get through', () => {
    // The list and the object around it are values as well.
    const values = (count: number) => ({ a: Array.from({ length: count - 2 }, () => 0) });
    expect([refusalOf(values(200_000)), refusalOf(values(200_001))]).toEqual([null, expect.stringContaining('input.a')]);
    // Keys count like texts.
    const characters = (count: number) => ({ ab: 'x'.repeat(count - 2) });
    expect([refusalOf(characters(5_000_000)), refusalOf(characters(5_000_001))]).toEqual([null, 'input.ab']);
  });

  test('[BR8] lets plain data through, also of another realm', () => {
    const foreign: unknown = runInContext('({ a: [1, "two", { three: null, four: true }] })', createContext({}));
    expect(refusalOf(foreign)).toBeNull();
    expect(refusalOf(Object.create(null))).toBeNull();
  });
});

describe('the way in', () => {
  test('[BR8] every input passes the guard before its schema reads it', async () => {
    let ran = false;
    const input = Object.defineProperty({}, 'name', { enumerable: true, get: () => ((ran = true), 'Ada') });
    const server = serverOf(async () => ({ trainee: { id: 'x', name: 'Ada' } }));
    expect(await server.connect({ role: 'trainee', send: () => {} }).call('trainees.create', input)).toMatchObject({
      ok: false,
      error: { code: 'bridge/bad-input', details: { path: 'input.name' } },
    });
    expect(ran).toBe(false);
  });

  test('[BR5] role comes before input', async () => {
    const server = serverOf(async () => ({}));
    const hostile = { attemptId: 1n };
    expect(await server.connect({ role: 'instructor', send: () => {} }).call('attempt.close', hostile)).toMatchObject({
      ok: false,
      error: { code: 'bridge/role' },
    });
  });
});

describe('faults', () => {
  test('[BR10] an unexpected fault crosses without its message; the log has its place, not its words', async () => {
    const log = logIn('faults');
    const server = serverOf(async () => {
      throw new TypeError('the ransom went to bc1qsecret');
    }, log);
    const result = await server.connect({ role: 'trainee', send: () => {} }).call('app.info', {});
    expect(result).toMatchObject({ ok: false, error: { code: 'internal/unexpected' } });
    expect(JSON.stringify(result) + log.readAll()).not.toContain('bc1qsecret');
    expect(log.readAll()).toMatch(/"event":"call failed","call":"app.info","kind":"TypeError","place":"at .*bridge-server.test.ts/);
  });

  test('[BR10] a refusal is logged by its code alone', async () => {
    const log = logIn('refusals');
    const server = serverOf(async () => {
      throw new AppError('trace/unknown-address', 'no address bc1qsecret', { subject: 'bc1qsecret' });
    }, log);
    const result = await server.connect({ role: 'trainee', send: () => {} }).call('app.info', {});
    expect(result).toMatchObject({ ok: false, error: { code: 'trace/unknown-address', subject: 'bc1qsecret' } });
    expect(log.readAll()).toContain('trace/unknown-address');
    expect(await server.connect({ role: 'trainee', send: () => {} }).call('bc1qsecret', {})).toMatchObject({ ok: false });
    expect(log.readAll()).toContain('bridge/unknown-call');
    expect(log.readAll()).not.toContain('bc1qsecret');
  });

  test('[BR1] an output of another shape than the contract says is a fault of the host, found where outputs are checked', async () => {
    const server = serverOf(async () => ({ strange: true }));
    expect(await server.connect({ role: 'trainee', send: () => {} }).call('trainees.list', {})).toMatchObject({
      ok: false,
      error: { code: 'bridge/bad-output' },
    });
  });

  test('[BR4] an ended session is answered no more and told nothing more', async () => {
    const server = serverOf(async () => ({ trainees: [] }));
    const heard: unknown[] = [];
    const connection = server.connect({ role: 'trainee', send: (event) => heard.push(event) });
    const [session] = server.sessions();
    await connection.close();
    await connection.close();
    session?.emit({ type: 'library.changed' });
    expect(heard).toEqual([]);
    expect(await connection.call('trainees.list', {})).toMatchObject({ ok: false, error: { code: 'bridge/closed' } });
  });
});

describe('the log file', () => {
  test('[BR10] is put aside when it is full, and the oldest goes', () => {
    const log = logIn('rotating');
    for (let n = 0; n < 200; n += 1) log.write('info', `event ${n}`);
    const names = readdirSync(join(folder.path, 'rotating')).sort();
    expect(names).toEqual(['ariadne.1.log', 'ariadne.2.log', 'ariadne.log']);
    for (const name of names) expect(statSync(join(folder.path, 'rotating', name)).size).toBeLessThanOrEqual(2000);
    const lines = log
      .readAll()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(lines.at(-1)).toBe('event 199');
    expect(lines).toEqual(Array.from({ length: lines.length }, (_, index) => `event ${200 - lines.length + index}`));
    // A program started again goes on where the file stands, and counts bytes, not characters.
    const again = logIn('rotating');
    for (let n = 0; n < 40; n += 1) {
      again.write('info', 'ä'.repeat(200));
      for (const name of names) expect(statSync(join(folder.path, 'rotating', name)).size).toBeLessThanOrEqual(2000);
    }
    log.write('debug', 'not kept');
    expect(log.readAll()).not.toContain('not kept');
    expect(existsSync(join(folder.path, 'rotating', 'ariadne.3.log'))).toBe(false);
  });
});

describe('the web socket', () => {
  const start = () =>
    startWebSocketServer({
      server: serverOf(async () => ({ trainees: [] })),
      tokens: new Map([
        ['right', 'trainee'],
        ['teacher', 'instructor'],
      ]),
      port: 0,
    });

  test('[BR11] nobody connects without a token, and the token gives the role', async () => {
    const running = await start();
    expect(running.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    await expect(connectWebSocket(running.url, 'wrong')).rejects.toMatchObject({ code: 'bridge/not-connected' });
    await expect(connectWebSocket(running.url, '')).rejects.toMatchObject({ code: 'bridge/not-connected' });
    // Another address of this machine, which would answer if the server listened on all of them.
    const elsewhere = running.url.replace('127.0.0.1', '127.0.0.2');
    await expect(connectWebSocket(elsewhere, 'right')).rejects.toMatchObject({ code: 'bridge/not-connected' });
    const instructor = await connectWebSocket(running.url, 'teacher');
    expect(await instructor.call('trainees.list', {})).toMatchObject({ ok: true });
    expect(await instructor.call('attempt.close', { attemptId: 'x' })).toMatchObject({ ok: false, error: { code: 'bridge/role' } });
    instructor.close();
    await running.close();
  });

  test('[BR8] a message beyond 20 MB ends its connection and no other', async () => {
    const running = await start();
    const [large, other] = [await connectWebSocket(running.url, 'right'), await connectWebSocket(running.url, 'right')];
    const call = (name: string) => large.call('trainees.create', { name });
    // Refused for its size in characters: it has been read.
    expect(await call('x'.repeat(19_900_000))).toMatchObject({ ok: false, error: { code: 'bridge/bad-input' } });
    expect(await call('x'.repeat(20_000_001))).toMatchObject({ ok: false, error: { code: 'bridge/connection-lost' } });
    expect(await other.call('trainees.list', {})).toMatchObject({ ok: true });
    await running.close();
  });

  test('[BR8] what is no request ends the connection or is passed over; the server goes on', async () => {
    const running = await start();
    const socket = new WebSocket(running.url, ['ariadne-bridge-1', 'token.right']);
    await new Promise((resolve) => socket.on('open', resolve));
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.send('{"hello":1}');
    socket.send('not json');
    expect(await closed).toBe(1003);
    const client = await connectWebSocket(running.url, 'right');
    expect(await client.call('trainees.list', {})).toMatchObject({ ok: true });
    await running.close();
    expect(await client.call('trainees.list', {})).toMatchObject({ ok: false, error: { code: 'bridge/connection-lost' } });
  });
});
