import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { CopyableId } from '../../../renderer/ui/controls/ChainId.tsx';
import { NodeLink } from '../../../renderer/ui/controls/NodeLink.tsx';
import { MemoryHost } from './support/memory-host.ts';
import { type MountedApp, mountPart } from './support/mount-app.tsx';

let app: MountedApp | null = null;
afterEach(() => app?.unmount());

/** Two ids that look the same when shortened, as those of address poisoning do. */
const [id, twin] = ['a', 'b'].map((middle) => `bc1q9x${middle.repeat(32)}7h2k`) as [string, string];

async function mount() {
  const host = new MemoryHost();
  host.begin();
  app = await mountPart(
    <>
      <CopyableId id={id} shape="short" />
      <NodeLink node={`a:${twin}`} />
    </>,
    host,
  );
}

test('[UI5] a shortened id is copied whole', async () => {
  await mount();
  const copied: (string | undefined)[] = [];
  const take = (event: ClipboardEvent) => copied.push(event.clipboardData?.getData('text/plain'));
  window.addEventListener('copy', take);
  await expect.element(page.getByText('bc1q9x…7h2k').first()).toBeVisible();
  await page.getByRole('button', { name: 'Copy the whole id' }).click();
  window.removeEventListener('copy', take);
  expect(copied).toEqual([id]);
});

test('[UI5] a shortened id is named whole to assistive technology', async () => {
  await mount();
  await expect.element(page.getByRole('button', { name: twin })).toBeVisible();
  expect(page.getByTitle(id).elements()).toHaveLength(1);
});
