import { AppError } from '../../../core/errors.ts';

/**
 * Puts a text on the clipboard. The page has no clipboard permission, because it is given none at all, so this is the copy that a person
 * asks for by a press: the event's own data, filled by us. Call it while handling that press.
 * @throws AppError `shell/copy-refused`
 */
export function copyText(text: string): void {
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', fill);
  try {
    if (!document.execCommand('copy')) throw new AppError('shell/copy-refused', 'the desktop took no copy of the text');
  } finally {
    document.removeEventListener('copy', fill);
  }
}
