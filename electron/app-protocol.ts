import { type Protocol, protocol } from 'electron';
import { appScheme } from './origin.ts';
import { servePage } from './serve-page.ts';

/** Must run before the app is ready (Electron's rule for privileged schemes). */
export function declareAppScheme(): void {
  // Node reads its fetch library at the first use of Response: here nothing waits for it yet, at the page's first request the page would.
  Reflect.get(globalThis, 'Response');
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } }]);
}

/** Electron takes the body of a response after its handler has returned: work that begins at once would hold it up. */
const bodyTakenMs = 8;

const isScript = (url: string): boolean => new URL(url).pathname.endsWith('.js');

/**
 * `root`: absolute folder of the built page, no links in it. `onScriptsRead` hears when scripts were answered and no request is open:
 * the page's process computes by itself then. It may be called again.
 */
export function serveAppScheme(target: Protocol, root: string, onScriptsRead: () => void = () => {}): void {
  let open = 0;
  let wasScriptRead = false;
  target.handle(appScheme, async (request) => {
    open += 1;
    const response = await servePage(root, request);
    open -= 1;
    wasScriptRead ||= isScript(request.url);
    if (wasScriptRead && open === 0) setTimeout(onScriptsRead, bodyTakenMs);
    return response;
  });
}
