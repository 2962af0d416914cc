/** What to do after the page's process is gone. */
export type AfterCrash = 'ignore' | 'reload' | 'give-up';

const windowMs = 60_000;
const reloadsAllowed = 3;

/**
 * The host and the case log live in another process, so a crashed page is simply loaded again and resumes. A page that keeps crashing
 * is not: three times in a minute, and a person must decide.
 * `reason` is Electron's; `earlierMs` are the times of the crashes before this one.
 */
export function afterRendererGone(reason: string, earlierMs: readonly number[], nowMs: number): AfterCrash {
  if (reason === 'clean-exit') return 'ignore';
  const recent = earlierMs.filter((atMs) => nowMs - atMs < windowMs);
  return recent.length < reloadsAllowed ? 'reload' : 'give-up';
}
