import { app, dialog } from 'electron';
import { errorData } from '../core/errors.ts';
import { type ShellText, startShellTexts } from './texts/texts.ts';

/** Failures of the start that a person can do something about; any other gets the general texts. */
const known = ['store/newer', 'store/no-access', 'store/disk-full'];

interface StartFailure {
  /** What happened. */
  readonly message: string;
  /** What to do, which data folder it is about, and what the host said. */
  readonly detail: string;
}

export function startFailureTexts(text: ShellText, thrown: unknown, dataFolder: string): StartFailure {
  const { code, message } = errorData(thrown);
  const kind = known.includes(code) ? code : 'other';
  return {
    message: text(`startFailure.${kind}.title`),
    detail: [text(`startFailure.${kind}.remedy`), '', `${text('startFailure.dataFolder')} ${dataFolder}`, `${code}: ${message}`].join('\n'),
  };
}

/** Says why Ariadne cannot start, on standard error and in a dialog of its own. Resolves once the dialog is read. Call when the app is ready. */
export async function tellStartFailure(thrown: unknown, dataFolder: string): Promise<void> {
  const text = await startShellTexts(app.getLocale());
  const { message, detail } = startFailureTexts(text, thrown, dataFolder);
  process.stderr.write(`${message}\n${detail}\n`);
  const buttons = [text('dialog.close')];
  await dialog.showMessageBox({ type: 'error', title: text('dialog.startTitle'), message, detail, buttons, noLink: true });
}
