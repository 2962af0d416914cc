import { BadgeCheck, CircleDashed, CircleDot, CircleX, FlaskConical, Inbox, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** On every screen: nothing shown here happened. */
export function SimulatedMark() {
  const { t } = useTranslation();
  return (
    <span className="simulated" title={t('simulated.meaning')}>
      <FlaskConical aria-hidden size={12} />
      {t('simulated.mark')}
    </span>
  );
}

export type Verdict = 'right' | 'partly' | 'wrong' | 'recorded';

const verdictIcons: Readonly<Record<Verdict, LucideIcon>> = {
  right: BadgeCheck,
  partly: CircleDashed,
  wrong: CircleX,
  recorded: CircleDot,
};

/** A verdict in words with its own figure: never colour alone. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation();
  const Icon = verdictIcons[verdict];
  return (
    <span className={`verdict verdict--${verdict}`}>
      <Icon aria-hidden size={15} />
      {t(`verdict.${verdict}`)}
    </span>
  );
}

interface EmptyStateProps {
  readonly icon?: LucideIcon;
  readonly title: string;
  /** What will appear here, and what fills it. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ icon: Icon = Inbox, title, children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <Icon aria-hidden size={22} />
      <p className="empty__title">{title}</p>
      <p className="empty__text">{children}</p>
      {action}
    </div>
  );
}
