import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A dialog of the desktop itself, worked by the keys a person would press. */
export interface DesktopDialog {
  key(name: string): void;
  /** Types a path into the file dialog and confirms it. */
  path(path: string): Promise<void>;
}

function xdotool(...words: string[]): string | null {
  const { status, stdout } = spawnSync('xdotool', words, { encoding: 'utf8' });
  return status === 0 ? stdout : null;
}

const windowsNamed = (title: string): string[] =>
  (xdotool('search', '--onlyvisible', '--name', `^${title}`) ?? '').split('\n').filter((id) => id !== '');

const waitMs = 15_000;

async function until<T>(what: string, ask: () => T | undefined): Promise<T> {
  for (let waited = 0; waited < waitMs; waited += 100) {
    const answer = ask();
    if (answer !== undefined) return answer;
    await sleep(100);
  }
  throw new Error(`${what}: not within ${waitMs / 1000} s`);
}

/** Waits for the dialog, does something in it, and waits until it has gone. The virtual display has no window manager: the dialog is given the keyboard first. */
export async function inDialog(title: string, work: (dialog: DesktopDialog) => void | Promise<void>): Promise<void> {
  const id = await until(`a dialog named "${title}"`, () => windowsNamed(title)[0]);
  xdotool('windowfocus', '--sync', id);
  await sleep(300);
  const key = (name: string): void => void xdotool('key', '--window', '0', name);
  const isGone = (): true | undefined => (windowsNamed(title).length === 0 ? true : undefined);
  await work({
    key,
    async path(path) {
      // Where a name is suggested, its ending is not part of what is selected.
      key('ctrl+a');
      // The first stroke brings up the field for the path, and those that come while it opens are lost.
      xdotool('type', path.slice(0, 1));
      await sleep(2500);
      xdotool('type', '--delay', '12', path.slice(1));
      await sleep(500);
      key('Return');
    },
  });
  try {
    await until(`the end of the dialog named "${title}"`, isGone);
  } finally {
    // An open dialog would keep the application from closing.
    for (let press = 0; press < 3 && isGone() === undefined; press++) {
      key('Escape');
      await sleep(300);
    }
  }
}
