import type { i18n } from 'i18next';
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';
import { type ErrorData, errorData } from '../../../core/errors.ts';

/** A message that comes up by itself: what happened, what it means for the work, what to do. */
export interface Notice {
  readonly tone: 'info' | 'success' | 'stop' | 'error';
  readonly title: string;
  readonly body: string | null;
  readonly remedy: string | null;
  /** Error code and subject, for a report to whoever looks after the lab. */
  readonly technical: string | null;
}

export type Notices = ToastQueue<Notice>;

export const createNotices = (): Notices => new ToastQueue<Notice>({ maxVisibleToasts: 3 });

/** Good news leaves by itself; what needs an answer stays until it is put away. */
const stayMs = { info: 6000, success: 5000, stop: null, error: null } as const;

export function notify(notices: Notices, notice: Partial<Notice> & Pick<Notice, 'tone' | 'title'>): void {
  const timeout = stayMs[notice.tone];
  // One failure, one message: the same text again replaces the one on show.
  for (const shown of notices.visibleToasts) if (shown.content.title === notice.title) notices.close(shown.key);
  notices.add({ body: null, remedy: null, technical: null, ...notice }, timeout === null ? {} : { timeout });
}

interface ErrorTexts {
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

/** Texts of an error by its code; a code without texts of its own gets the fallback, with the host's own sentence. */
export function errorTexts(texts: i18n, error: ErrorData): ErrorTexts {
  const known = texts.exists(`error.${error.code}.title`);
  const of = (part: keyof ErrorTexts): string => {
    const key = known ? `error.${error.code}.${part}` : `error.fallback.${part}`;
    return texts.t(key as 'error.fallback.title', { ...error.details, subject: error.subject ?? '', message: error.message });
  };
  return { title: of('title'), meaning: of('meaning'), remedy: of('remedy') };
}

export function notifyError(notices: Notices, texts: i18n, thrown: unknown): void {
  const error = errorData(thrown);
  const { title, meaning, remedy } = errorTexts(texts, error);
  const technical = error.subject === undefined ? error.code : `${error.code} · ${error.subject}`;
  notify(notices, { tone: 'error', title, body: meaning, remedy, technical });
}
