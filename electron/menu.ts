import type { MenuItemConstructorOptions } from 'electron';
import type { ShellText } from './texts/texts.ts';

export interface MenuActions {
  /** Asks the page for one of its commands by id; the page decides whether it may run now. */
  readonly command: (id: string) => void;
  readonly saveDiagnostics: () => void;
}

interface Shortcut {
  readonly key: string;
}

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };

/** The page listens for its shortcuts itself (text fields keep theirs), so the menu only shows them. */
function asks(text: string, run: () => void, shortcut: Shortcut | null): Item {
  return { label: text, click: run, ...(shortcut === null ? {} : { accelerator: shortcut.key, registerAccelerator: false }) };
}

/** The window's menu as data. Nothing in it reaches developer tools, reload or navigation. */
export function menuTemplate(text: ShellText, actions: MenuActions): Item[] {
  const command = (id: string, key: string, shortcut: string | null): Item =>
    asks(text(key), () => actions.command(id), shortcut === null ? null : { key: shortcut });
  const role = (name: NonNullable<Item['role']>, key: string): Item => ({ role: name, label: text(key) });
  return [
    {
      label: text('menu.file'),
      submenu: [
        command('open-scenario', 'menu.openScenario', 'CmdOrCtrl+O'),
        asks(text('menu.saveDiagnostics'), actions.saveDiagnostics, null),
        separator,
        role('quit', 'menu.quit'),
      ],
    },
    {
      label: text('menu.edit'),
      submenu: [
        command('undo', 'menu.undo', 'CmdOrCtrl+Z'),
        command('redo', 'menu.redo', 'CmdOrCtrl+Shift+Z'),
        separator,
        role('cut', 'menu.cut'),
        role('copy', 'menu.copy'),
        role('paste', 'menu.paste'),
        role('selectAll', 'menu.selectAll'),
      ],
    },
    {
      label: text('menu.view'),
      submenu: [
        command('show-library', 'menu.library', 'CmdOrCtrl+L'),
        command('palette', 'menu.palette', 'CmdOrCtrl+K'),
        command('switch-theme', 'menu.theme', null),
        separator,
        role('zoomIn', 'menu.zoomIn'),
        role('zoomOut', 'menu.zoomOut'),
        role('resetZoom', 'menu.zoomReset'),
        role('togglefullscreen', 'menu.fullScreen'),
      ],
    },
    {
      label: text('menu.help'),
      submenu: [command('shortcuts', 'menu.shortcuts', 'F1'), command('about', 'menu.about', null)],
    },
  ];
}
