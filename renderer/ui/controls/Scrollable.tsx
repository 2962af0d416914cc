import type { ReactNode } from 'react';

interface ScrollableProps {
  /** Name of what scrolls, for people who hear it. */
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** What scrolls can be scrolled by keyboard (WCAG 2.1.1), even when nothing inside takes the focus. */
export function Scrollable({ label, className, children }: ScrollableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard scrolls it
    <div className={className} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
