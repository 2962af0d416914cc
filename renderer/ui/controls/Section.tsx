import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';

interface SectionProps {
  readonly title: string;
  /** Behind the title, e.g. how many there are. */
  readonly count?: number;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A part of a panel that folds away. */
export function Section({ title, count, isOpen = true, children }: SectionProps) {
  return (
    <Disclosure className="section" defaultExpanded={isOpen}>
      <Heading level={3} className="section__heading">
        <Button slot="trigger" className="section__trigger">
          <ChevronRight aria-hidden size={14} className="section__chevron" />
          <span>{title}</span>
          {count !== undefined && <span className="section__count">{count}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className="section__panel">{children}</DisclosurePanel>
    </Disclosure>
  );
}

/** Label and value pairs in two columns. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

interface FactProps {
  readonly name: string;
  /** Explained on hover. */
  readonly meaning?: string;
  readonly children: ReactNode;
}

export function Fact({ name, meaning, children }: FactProps) {
  return (
    <div className="facts__row">
      <dt title={meaning}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
