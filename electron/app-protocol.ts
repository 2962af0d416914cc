import { type Protocol, protocol } from 'electron';
import { appScheme } from './origin.ts';
import { servePage } from './serve-page.ts';

/** Must run before the app is ready (Electron's rule for privileged schemes). */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } }]);
}

/** `root`: absolute folder of the built page, no links in it. */
export function serveAppScheme(target: Protocol, root: string): void {
  target.handle(appScheme, (request) => servePage(root, request));
}
