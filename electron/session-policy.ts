import type { Session } from 'electron';
import { isRequestAllowed } from './origin.ts';

/** Permissions, devices, downloads, dictionaries and requests: all refused. `onRefused` hears what was tried, for the log. */
export function lockSession(session: Session, onRefused: (what: string, subject: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    onRefused('permission', permission);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.setSpellCheckerEnabled(false);
  // No dictionary host either: the languages of a spell checker are downloaded on first use otherwise.
  session.setSpellCheckerLanguages([]);
  session.on('will-download', (event, item) => {
    event.preventDefault();
    onRefused('download', item.getURL());
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const isAllowed = isRequestAllowed(details.url);
    if (!isAllowed) onRefused('request', details.url);
    answer({ cancel: !isAllowed });
  });
}
