/**
 * A scenario named on the command line waits until the library is on the screen, and is opened once. `open` is asked again after every
 * listing for as long as it refuses (the page's session may have just ended).
 */
export class WaitingScenario {
  readonly #open: (path: string) => boolean;
  #path: string | null;
  #isLibraryShown = false;

  constructor(path: string | null, open: (path: string) => boolean) {
    this.#path = path;
    this.#open = open;
  }

  /** A later start gave another path: it replaces one that still waits. */
  put(path: string): void {
    this.#path = path;
    if (this.#isLibraryShown) this.#try();
  }

  /** Tells that the page got the answer to a call. */
  answered(name: unknown): void {
    if (name !== 'library.list') return;
    this.#isLibraryShown = true;
    this.#try();
  }

  /** The page was loaded anew. */
  reset(): void {
    this.#isLibraryShown = false;
  }

  #try(): void {
    if (this.#path !== null && this.#open(this.#path)) this.#path = null;
  }
}
