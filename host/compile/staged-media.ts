import { base64 } from '@scure/base';
import { requireFewPictures } from '../../core/bridge/scenario-files.ts';
import { AppError } from '../../core/errors.ts';

/** Pictures that a session has sent ahead of the scenario they belong to. They go with the session, or with its next import. */
export class StagedMedia {
  readonly #files = new Map<string, Uint8Array>();

  /** A name put twice holds what was put last. @throws AppError `import/too-many-media`; then nothing is kept of this one */
  put(name: string, text: string): void {
    const bytes = base64.decode(text);
    const others = [...this.#files].filter(([known]) => known !== name);
    requireFewPictures([...others, [name, bytes] as const].map(([known, file]) => ({ name: known, size: file.length })));
    this.#files.set(name, bytes);
  }

  /** The named ones; all that was put is forgotten, also when one is missing. @throws AppError `import/unknown-medium` */
  take(names: readonly string[]): Map<string, Uint8Array> {
    const files = new Map(this.#files);
    this.#files.clear();
    const taken = names.map((name) => {
      const bytes = files.get(name);
      if (bytes === undefined) throw new AppError('import/unknown-medium', 'no such picture was sent ahead', { subject: name });
      return [name, bytes] as const;
    });
    return new Map(taken);
  }
}
