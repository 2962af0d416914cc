import { useTranslation } from 'react-i18next';
import { btcText, utcText } from './format.ts';

interface Reason {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** `feedback/path-breaks` and `path-breaks` name the same text: the room stands in front of a code where it crosses the bridge. */
const withoutRoom = (code: string): string => code.slice(code.lastIndexOf('/') + 1);

/** One script type or a list of them; printed in capitals as everywhere else. */
const scriptTypes = /^p2[a-z0-9-]+(, p2[a-z0-9-]+)*$/;

/** The sentence for a code and its facts; a code without a text shows itself, so that nothing is silently lost. */
export function useReasonText(): (section: 'feedback' | 'reason', reason: Reason) => string {
  const { t, i18n } = useTranslation();
  /** Facts carry their unit in their name: amounts end in Sat, instants in Ms. */
  const readable = (name: string, value: string | number): string | number => {
    if (/Sat$|^sat$/.test(name) && /^\d+$/.test(String(value))) return btcText(String(value));
    if (name.endsWith('Ms') && typeof value === 'number') return utcText(value);
    if (typeof value === 'string' && scriptTypes.test(value)) return value.toUpperCase();
    const ruleKey = `heuristic.${value}.name`;
    return name === 'heuristic' && i18n.exists(ruleKey) ? i18n.t(ruleKey as 'heuristic.client_change.name') : value;
  };
  return (section, { code, facts }) => {
    const key = `${section}.${withoutRoom(code)}`;
    if (!i18n.exists(key)) return t('reason.unknown', { code });
    const values = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, readable(name, value)]));
    return i18n.t(key as 'reason.unknown', { code, ...values });
  };
}
