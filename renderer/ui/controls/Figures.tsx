import { useTranslation } from 'react-i18next';
import { btcParts, durationParts, localText, satText, utcMinute, utcText } from '../format.ts';

interface AmountProps {
  /** Satoshi as a decimal string. */
  readonly sat: string;
  /** `fixed` pads to eight decimals, for columns. */
  readonly shape?: 'fixed' | 'short';
  readonly hasUnit?: boolean;
}

/** Bitcoin with its unit; the exact satoshi on hover. */
export function Amount({ sat, shape = 'short', hasUnit = true }: AmountProps) {
  const { significant, padding } = btcParts(sat);
  return (
    <bdi className="amount" dir="ltr" title={satText(sat)}>
      {significant}
      {shape === 'fixed' && <span className="amount__padding">{padding}</span>}
      {hasUnit && <span className="amount__unit"> BTC</span>}
    </bdi>
  );
}

interface TimeProps {
  readonly atMs: number;
  /** `minute` leaves out seconds and zone, for columns whose head names it. */
  readonly shape?: 'full' | 'minute';
}

/** Simulated or real instant in UTC; local time on hover. */
export function Time({ atMs, shape = 'full' }: TimeProps) {
  const { i18n } = useTranslation();
  return (
    <time className="time" dir="ltr" dateTime={new Date(atMs).toISOString()} title={localText(atMs, i18n.language)}>
      {shape === 'full' ? utcText(atMs) : utcMinute(atMs)}
    </time>
  );
}

export function Duration({ ms }: { readonly ms: number }) {
  const { t } = useTranslation();
  const { hours, minutes, seconds } = durationParts(ms);
  const text =
    hours > 0
      ? t('duration.hours', { hours, minutes })
      : minutes > 0
        ? t('duration.minutes', { minutes, seconds })
        : t('duration.seconds', { seconds });
  return <span className="figure">{text}</span>;
}
