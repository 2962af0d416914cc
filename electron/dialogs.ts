import { writeFile } from 'node:fs/promises';
import { type BrowserWindow, dialog } from 'electron';
import type { ShellPorts } from '../host/host-ports.ts';
import type { ShellText } from './texts/texts.ts';

/** The desktop's own dialogs, for the host. `window` gives the window they belong to, null when it is closed. */
export function desktopDialogs(text: ShellText, window: () => BrowserWindow | null): ShellPorts {
  return {
    async chooseScenario() {
      const parent = window();
      if (parent === null) return null;
      const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
        title: text('dialog.openTitle'),
        properties: ['openFile'],
        filters: [{ name: text('dialog.scenarioFiles'), extensions: ['yaml', 'yml'] }],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    async saveText(suggestedName, content) {
      const parent = window();
      if (parent === null) return null;
      const { canceled, filePath } = await dialog.showSaveDialog(parent, { title: text('dialog.saveTitle'), defaultPath: suggestedName });
      if (canceled || filePath === '') return null;
      await writeFile(filePath, content);
      return filePath;
    },
  };
}

/** Asks whether to try a page once more that keeps crashing. */
export async function askAfterCrashes(text: ShellText, window: BrowserWindow): Promise<'again' | 'close'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: text('dialog.crashTitle'),
    message: text('dialog.crashTitle'),
    detail: text('dialog.crashText'),
    buttons: [text('dialog.again'), text('dialog.close')],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0 ? 'again' : 'close';
}
