import { join, resolve } from 'node:path';

export interface StartArguments {
  /** Absolute folder of attempts, log and settings; null: the one the desktop gives us. */
  readonly dataFolder: string | null;
  /** Absolute path of a scenario to open, or null. */
  readonly scenarioPath: string | null;
}

interface StartContext {
  /** Folder that relative paths are meant from. */
  readonly workingFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const withoutPrefix = (text: string, prefix: string): string | null => (text.startsWith(prefix) ? text.slice(prefix.length) : null);

/**
 * Reads what a person gave: `--data FOLDER` or `--data=FOLDER`, and the first word that is not a switch as a scenario.
 * `words` are the arguments after the program (and, from source, after the app folder). Chromium's switches are passed over.
 */
export function readStartArguments(words: readonly string[], context: StartContext): StartArguments {
  let dataFolder = context.env['ARIADNE_DATA'] || null;
  let scenarioPath: string | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const inline = withoutPrefix(word, '--data=');
    if (inline !== null) dataFolder = inline;
    else if (word === '--data') dataFolder = words[++at] ?? dataFolder;
    else if (!word.startsWith('-')) scenarioPath ??= word;
  }
  const absolute = (path: string | null): string | null => (path === null ? null : resolve(context.workingFolder, path));
  return { dataFolder: absolute(dataFolder), scenarioPath: absolute(scenarioPath) };
}

/** Drops the program, and from source the app folder: `electron FOLDER words` against `ariadne words`. */
export function wordsAfterProgram(
  argv: readonly string[],
  source: { readonly isPackaged: boolean; readonly appFolder: string },
): readonly string[] {
  const words = argv.slice(1);
  if (source.isPackaged) return words;
  const at = words.findIndex((word) => !word.startsWith('-') && resolve(word) === resolve(source.appFolder));
  return at === -1 ? words : words.slice(at + 1);
}

/** Where Chromium keeps its own state: beside our data, so that removing one folder removes all of it. */
export const profileFolder = (dataFolder: string): string => join(dataFolder, 'chromium');
