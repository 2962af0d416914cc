import { base64 } from '@scure/base';
import { AppError } from '../../core/errors.ts';

const filesMax = 60;
const bytesMax = 24_000_000;

/** Pictures that a session has sent ahead of the scenario they belong to. They go with the session, or with its next import. */
export class StagedMedia {
  readonly #files = new Map<string, Uint8Array>();

  /** A name put twice holds what was put last. @throws AppError `import/too-many-media`; then nothing is kept of this one */
  put(name: string, text: string): void {
    const bytes = base64.decode(text);
    const others = [...this.#files].filter(([known]) => known !== name);
    const total = others.reduce((sum, [, file]) => sum + file.length, bytes.length);
    if (others.length >= filesMax || total > bytesMax) {
      throw new AppError('import/too-many-media', `a scenario brings at most ${filesMax} pictures and ${bytesMax} bytes of them`, {
        subject: name,
        details: { files: filesMax, bytes: bytesMax },
      });
    }
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
