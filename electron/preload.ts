import { contextBridge, ipcRenderer } from 'electron';
import { callChannel, eventChannel } from './channels.ts';
import { isPlainData } from './plain-data.ts';

const notPlain = { ok: false, error: { code: 'bridge/bad-input', message: 'the input is not plain data' } };

/**
 * The only thing the page gets. It carries data and nothing else: no channel name, no event object, no Electron type crosses.
 * The host validates every call; the page parses every reply.
 */
contextBridge.exposeInMainWorld('ariadne', {
  call: (name: unknown, input: unknown): Promise<unknown> =>
    isPlainData(input) ? ipcRenderer.invoke(callChannel, name, input) : Promise.resolve(notPlain),
  onEvent: (listener: (event: unknown) => void): (() => void) => {
    const forward = (_event: unknown, data: unknown): void => listener(data);
    ipcRenderer.on(eventChannel, forward);
    return () => {
      ipcRenderer.removeListener(eventChannel, forward);
    };
  },
});
