import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Exhibit } from '../../../core/bridge/views.ts';
import { Briefing } from '../../../renderer/ui/briefing/Briefing.tsx';
import { ExhibitPaper } from '../../../renderer/ui/briefing/ExhibitPaper.tsx';
import { SafeMarkdown } from '../../../renderer/ui/briefing/SafeMarkdown.tsx';
import { MemoryHost } from './support/memory-host.ts';
import { type MountedApp, mountPart } from './support/mount-app.tsx';

declare global {
  interface Window {
    hacked?: boolean;
  }
}

let app: MountedApp | null = null;

beforeEach(() => {
  delete window.hacked;
  performance.clearResourceTimings();
});

afterEach(() => app?.unmount());

/** Addresses that the page asked for since the test began, beyond the test's own server. */
const foreignRequests = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map((entry) => entry.name)
    .filter((name) => !name.startsWith(window.location.origin) && !name.startsWith('data:'));

const exhibit = (change: Partial<Exhibit>): Exhibit => ({
  id: 'one',
  kind: 'image',
  title: 'One',
  markdown: '',
  imageDataUrl: null,
  alt: 'a card',
  ...change,
});

describe('[UI6] hostile exhibits are inert', () => {
  test('script, event handler, remote picture, file and javascript: link of a compiled scenario do nothing', async () => {
    app = await mountPart(<Briefing />, new MemoryHost());
    await expect.element(page.getByRole('heading', { name: 'The mail' })).toBeVisible();
    await expect.element(page.getByRole('img', { name: 'A blue card' })).toBeVisible();
    const papers = document.querySelector('.briefing__papers') as HTMLElement;
    expect([...papers.querySelectorAll('script, iframe, object, embed, a[href], [onerror], [onload]')]).toEqual([]);
    expect([...papers.querySelectorAll('img')].map((image) => image.src.slice(0, 18))).toEqual(['data:image/svg+xml']);
    expect(papers.innerHTML).not.toContain('javascript:');
    expect(window.hacked).toBeUndefined();
    expect(foreignRequests()).toEqual([]);
  });

  test('what was left out is said, and where a link would have led', async () => {
    app = await mountPart(<Briefing />, new MemoryHost());
    await expect.element(page.getByText('The picture “Logo” was left out', { exact: false })).toBeVisible();
    await expect.element(page.getByText('The picture “Local” was left out', { exact: false })).toBeVisible();
    await expect.element(page.getByText('(https://evil.example/login)')).toBeVisible();
  });

  test.each(['https://tracker.example/p.png', 'file:///etc/passwd', 'data:text/html,<script>1</script>', 'javascript:1'])(
    'a picture at %s is refused',
    async (imageDataUrl) => {
      app = await mountPart(<ExhibitPaper exhibit={exhibit({ imageDataUrl })} number={1} />, new MemoryHost());
      await expect.element(page.getByText('The picture “a card” was left out', { exact: false })).toBeVisible();
      expect(document.querySelector('#root img')).toBe(null);
    },
  );

  test.each([
    '<iframe src="https://evil.example"></iframe>',
    '<a href="javascript:window.hacked=true">x</a>',
    '<svg><script>window.hacked=true</script></svg>',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '<style>*{display:none}</style>',
    '<form action="https://evil.example"><button>go</button></form>',
  ])('Markdown %s brings in no element of its own', async (text) => {
    app = await mountPart(<SafeMarkdown text={`before\n\n${text}\n\nafter`} />, new MemoryHost());
    await expect.element(page.getByText('after')).toBeVisible();
    const place = document.querySelector('.markdown') as HTMLElement;
    expect([...place.querySelectorAll('iframe, a, svg, style, form, button, script')]).toEqual([]);
    expect(window.hacked).toBeUndefined();
  });
});
