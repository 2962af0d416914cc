import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { isNavigationAllowed, pageUrl } from './origin.ts';

/** Every protection that a window can have, on; stated in full rather than left to a version's defaults. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#101418',
    title: 'Ariadne',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    },
  };
}

/** Refuses every way out of the page. `onRefused` hears what was tried, for the log. */
export function confine(window: BrowserWindow, onRefused: (what: string, url: string) => void): void {
  const contents = window.webContents;
  contents.setWindowOpenHandler(({ url }) => {
    onRefused('window', url);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (isNavigationAllowed(event.url)) return;
    event.preventDefault();
    onRefused('navigation', event.url);
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    onRefused('redirect', event.url);
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    onRefused('webview', '');
  });
}

/** Opens the one window, shown when its first frame is ready. */
export function openWindow(preload: string, onRefused: (what: string, url: string) => void): BrowserWindow {
  const window = new BrowserWindow(windowOptions(preload));
  confine(window, onRefused);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageUrl);
  return window;
}
