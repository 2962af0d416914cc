import { describe, expect, test } from 'vitest';
import { menuTemplate } from '../../electron/menu.ts';
import { afterRendererGone } from '../../electron/renderer-crash.ts';
import { readStartArguments, wordsAfterProgram } from '../../electron/start-arguments.ts';
import { WaitingScenario } from '../../electron/waiting-scenario.ts';

describe('start arguments', () => {
  const context = { workingFolder: '/home/kim', env: {} };

  test('[EL9] a data folder by switch or environment, a scenario as the first plain word, both from where the person stands', () => {
    expect(readStartArguments([], context)).toEqual({ dataFolder: null, scenarioPath: null });
    expect(readStartArguments(['case.yaml', 'other.yaml'], context).scenarioPath).toBe('/home/kim/case.yaml');
    expect(readStartArguments(['--no-sandbox', '--data=lab', '/abs/case.yaml'], context)).toEqual({
      dataFolder: '/home/kim/lab',
      scenarioPath: '/abs/case.yaml',
    });
    expect(readStartArguments(['--data', 'lab', 'case'], context)).toEqual({ dataFolder: '/home/kim/lab', scenarioPath: '/home/kim/case' });
    expect(readStartArguments([], { ...context, env: { ARIADNE_DATA: 'env' } }).dataFolder).toBe('/home/kim/env');
    expect(readStartArguments(['--data=lab'], { ...context, env: { ARIADNE_DATA: 'env' } }).dataFolder).toBe('/home/kim/lab');
    expect(readStartArguments([], { ...context, env: { ARIADNE_DATA: '' } }).dataFolder).toBeNull();
  });

  test("[EL9] from source the app folder is not a scenario; in a package every word is the person's", () => {
    const argv = ['/opt/electron', '--inspect=0', '/src/ariadne', '--no-sandbox', 'case.yaml'];
    expect(wordsAfterProgram(argv, { isPackaged: false, appFolder: '/src/ariadne' })).toEqual(['--no-sandbox', 'case.yaml']);
    expect(wordsAfterProgram(['/opt/ariadne', 'case.yaml'], { isPackaged: true, appFolder: '/opt/resources/app.asar' })).toEqual([
      'case.yaml',
    ]);
  });
});

describe('a scenario named at the start', () => {
  test('[EL9] it waits for the library, is opened once, and a later one replaces one that still waits', () => {
    const opened: string[] = [];
    const waiting = new WaitingScenario('first', (path) => opened.push(path) > 0);
    waiting.answered('trainees.list');
    expect(opened).toEqual([]);
    waiting.put('second');
    waiting.answered('library.list');
    waiting.answered('library.list');
    expect(opened).toEqual(['second']);
    waiting.put('third');
    expect(opened).toEqual(['second', 'third']);
    waiting.reset();
    waiting.put('fourth');
    expect(opened).toHaveLength(2);
    waiting.answered('library.list');
    expect(opened.at(-1)).toBe('fourth');
  });

  test('[EL9] one that cannot be opened yet is tried again at the next listing', () => {
    let isReady = false;
    const opened: string[] = [];
    const waiting = new WaitingScenario('case', (path) => isReady && opened.push(path) > 0);
    waiting.answered('library.list');
    isReady = true;
    waiting.answered('library.list');
    expect(opened).toEqual(['case']);
  });
});

describe('after a crash of the page', () => {
  test('[EL10] it is loaded again, until it has crashed three times within a minute', () => {
    expect(afterRendererGone('clean-exit', [1, 2, 3], 4)).toBe('ignore');
    expect(afterRendererGone('crashed', [], 0)).toBe('reload');
    expect(afterRendererGone('oom', [0, 1000], 2000)).toBe('reload');
    expect(afterRendererGone('crashed', [0, 1000, 2000], 3000)).toBe('give-up');
    expect(afterRendererGone('crashed', [0, 1000, 2000], 60_000)).toBe('reload');
  });
});

describe('menu', () => {
  test('[EL15] it asks for commands by id and offers neither reload nor developer tools', () => {
    const asked: string[] = [];
    const menus = menuTemplate((key) => key, { command: (id) => asked.push(id), saveDiagnostics: () => asked.push('diagnostics') });
    const items = menus.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
    for (const item of items) (item.click as (() => void) | undefined)?.();
    expect(asked).toEqual([
      'open-scenario',
      'diagnostics',
      'undo',
      'redo',
      'show-library',
      'palette',
      'switch-theme',
      'shortcuts',
      'about',
    ]);
    expect(items.map((item) => item.role).filter(Boolean)).toEqual([
      ...['quit', 'cut', 'copy', 'paste', 'selectAll', 'zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen'],
    ]);
    for (const item of items.filter((each) => each.accelerator !== undefined)) expect(item.registerAccelerator).toBe(false);
  });
});
