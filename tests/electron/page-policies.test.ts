import { resolve, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../electron/content-security-policy.ts';
import { isNavigationAllowed, isRequestAllowed, isSenderTrusted, pageUrl } from '../../electron/origin.ts';
import { pageFile } from '../../electron/page-file.ts';

const root = '/srv/page';
const lookalikes = [
  'app://ariadne.example/index.html',
  'app://ariadne:80@evil/index.html',
  'app://user@ariadne/index.html',
  'app://evil/?app://ariadne/index.html',
  'http://ariadne/index.html',
  'file:///srv/page/index.html',
  'appx://ariadne/index.html',
  'https://app//ariadne/index.html',
  'not a url',
  '',
];

describe('the page and what it may reach', () => {
  test('[EL4] only the page itself may be navigated to', () => {
    expect(isNavigationAllowed(pageUrl)).toBe(true);
    expect(isNavigationAllowed(`${pageUrl}#part`)).toBe(true);
    for (const url of [...lookalikes, 'app://ariadne/assets/index.js', 'app://ariadne/', 'javascript:alert(1)', 'data:text/html,x']) {
      expect(isNavigationAllowed(url), url).toBe(false);
    }
  });

  test('[EL6] requests stay inside the process', () => {
    for (const url of [pageUrl, 'app://ariadne/assets/a.js', 'data:image/png;base64,AA', 'blob:app://ariadne/1', 'devtools://devtools/x']) {
      expect(isRequestAllowed(url), url).toBe(true);
    }
    const outside = ['http://127.0.0.1/', 'https://example.org/', 'ws://localhost/', 'file:///etc/passwd', 'ftp://x/', 'chrome://version'];
    for (const url of [...outside, ...lookalikes]) expect(isRequestAllowed(url), url).toBe(false);
  });

  test('[EL7] only the main frame of our own page is heard', () => {
    expect(isSenderTrusted({ url: pageUrl, isMainFrame: true })).toBe(true);
    expect(isSenderTrusted({ url: pageUrl, isMainFrame: false })).toBe(false);
    expect(isSenderTrusted(null)).toBe(false);
    for (const url of lookalikes) expect(isSenderTrusted({ url, isMainFrame: true }), url).toBe(false);
  });

  test('[EL2] the policy allows no inline script, no eval and no connection', () => {
    const directives = new Map(
      contentSecurityPolicy('abc')
        .split('; ')
        .map((text) => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)] as const),
    );
    expect(Object.fromEntries(directives)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'nonce-abc'",
      'img-src': "'self' data: blob:",
      'font-src': "'self'",
      'connect-src': "'none'",
      'worker-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-src': "'none'",
      'frame-ancestors': "'none'",
    });
  });
});

describe('files of the page', () => {
  test('[EL3] a built file is served with its type', () => {
    expect(pageFile(root, 'app://ariadne/assets/index-1.js')).toEqual({
      path: '/srv/page/assets/index-1.js',
      mimeType: 'text/javascript; charset=utf-8',
    });
    expect(pageFile(root, 'app://ariadne/a%20b.svg?x=1#y')).toEqual({ path: '/srv/page/a b.svg', mimeType: 'image/svg+xml' });
  });

  test.each([
    'app://ariadne/../secret.json',
    'app://ariadne/%2e%2e/secret.json',
    'app://ariadne/..%2fsecret.json',
    'app://ariadne/%2e%2e%2fpage-other/x.json',
    'app://ariadne/..%5csecret.json',
    'app://ariadne/a%00.json',
    'app://ariadne/a%5cb.js',
    'app://ariadne/%E0%A4%A.json',
    'app://ariadne/',
    'app://ariadne/assets',
    'app://ariadne/main.ts',
    'app://ariadne/index.html.map',
    'file:///srv/page/index.html',
  ])('[EL3] %s names no file', (url) => {
    const file = pageFile(root, url);
    // The URL parser resolves plain dots by itself; what is left is inside of the folder or nothing.
    expect(file === null || file.path.startsWith(root + sep)).toBe(true);
    if (!url.endsWith('secret.json')) expect(file).toBeNull();
  });

  test('[EL3] whatever a path is made of, it never leaves the folder', () => {
    const piece = fc.constantFrom('..', '.', '%2e%2e', '%2f', '/', '%5c', '\\', 'a', '%00', '%25', 'index.html', '.js', ';', '//');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = pageFile(root, `app://ariadne/${pieces.join('')}.js`);
        return file === null || resolve(file.path).startsWith(root + sep);
      }),
      { numRuns: 2000 },
    );
  });
});
