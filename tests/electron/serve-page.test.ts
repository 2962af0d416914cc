import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePage } from '../../electron/serve-page.ts';

let folder = '';
let root = '';
const get = (path: string, method = 'GET') => servePage(root, { method, url: `app://ariadne/${path}` });

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ariadne-page-')));
  root = join(folder, 'page');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html><html><head><title>A</title></head></html>');
  writeFileSync(join(root, 'assets', 'a.js'), 'export {};');
  writeFileSync(join(folder, 'secret.json'), '{"secret":true}');
  symlinkSync(join(folder, 'secret.json'), join(root, 'link.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[EL2] the page and every file of it carry the policy, with a fresh nonce for each page', async () => {
  const nonces = new Set<string>();
  for (let time = 0; time < 3; time += 1) {
    const response = await get('index.html');
    const policy = response.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{24}$/);
    expect(await response.text()).toContain(`<meta property="csp-nonce" content="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
  const script = await get('assets/a.js');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(script.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(script.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await script.text()).toBe('export {};');
});

test('[EL3] what is not a file of the page is not there, and only GET is answered', async () => {
  const missing = ['nothing.js', '%2e%2e/secret.json', '..%2fsecret.json', 'assets', '', 'link.json'];
  for (const path of missing) expect((await get(path)).status, path).toBe(404);
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) expect((await get('index.html', method)).status).toBe(405);
  expect((await servePage(root, { method: 'GET', url: 'app://other/index.html' })).status).toBe(404);
});
