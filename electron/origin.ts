/** The page's own scheme and host; nothing else is ever loaded into the window. */
export const appScheme = 'app';
const appHost = 'ariadne';

export const pageUrl = `${appScheme}://${appHost}/index.html`;

/** Parses `text` and compares scheme and host; a URL that only looks like ours at its start is not ours. */
export function isOwnUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === '';
}

/** Schemes that stay inside the process: our files, the page's own memory, and the developer tools of a source checkout. */
const localSchemes: ReadonlySet<string> = new Set([`${appScheme}:`, 'data:', 'blob:', 'devtools:']);

/** Whether a request of the page may go on. Everything that could leave the machine, or read its files, may not. */
export function isRequestAllowed(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === `${appScheme}:` ? isOwnUrl(text) : localSchemes.has(protocol);
}

/** Only the page itself may be shown: a reload is allowed, every other navigation (a dropped file, a link, a redirect) is not. */
export function isNavigationAllowed(text: string): boolean {
  if (!isOwnUrl(text)) return false;
  return new URL(text).pathname === new URL(pageUrl).pathname;
}

/** What of a calling frame decides whether it may speak to the host. */
export interface CallingFrame {
  readonly url: string;
  /** False for an embedded frame. */
  readonly isMainFrame: boolean;
}

/** A call is heard only from the main frame of our own page; a frame that is gone (null) is not believed. */
export function isSenderTrusted(frame: CallingFrame | null): boolean {
  return frame !== null && frame.isMainFrame && isNavigationAllowed(frame.url);
}
