import { ArrowDown, ArrowUp, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../controls/IconButton.tsx';
import { movedItem } from '../answer-draft.ts';

interface PickedListProps<T extends string> {
  readonly label: string;
  readonly items: readonly T[];
  /** Name of an item for people who do not see it, e.g. the whole address. */
  readonly nameOf: (item: T) => string;
  readonly render: (item: T) => ReactNode;
  readonly isOrdered?: boolean;
  readonly isRemovable?: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (items: readonly T[]) => void;
}

interface ArrowEvent {
  readonly key: string;
  readonly altKey: boolean;
  preventDefault(): void;
}

/** What is picked for an answer, one line each: take out, and where order counts, move by button or Alt with an arrow key. */
export function PickedList<T extends string>(props: PickedListProps<T>) {
  const { label, items, nameOf, render, isOrdered = false, isRemovable = true, isDisabled, onChange } = props;
  const { t } = useTranslation();
  const List = isOrdered ? 'ol' : 'ul';
  const moveByKey = (event: ArrowEvent, index: number): void => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || step === 0 || !isOrdered || isDisabled) return;
    event.preventDefault();
    onChange(movedItem(items, index, index + step));
  };
  return (
    <List className={isOrdered ? 'picked picked--ordered' : 'picked'} aria-label={label}>
      {items.map((item, index) => (
        <li key={item} className="picked__item">
          {isOrdered && <span className="picked__number figure">{index + 1}</span>}
          <span className="picked__name">{render(item)}</span>
          {isOrdered && (
            <>
              <IconButton
                size="small"
                icon={ArrowUp}
                label={t('answer.moveUp', { name: nameOf(item) })}
                isDisabled={isDisabled || index === 0}
                onPress={() => onChange(movedItem(items, index, index - 1))}
                onKeyDown={(event) => moveByKey(event, index)}
              />
              <IconButton
                size="small"
                icon={ArrowDown}
                label={t('answer.moveDown', { name: nameOf(item) })}
                isDisabled={isDisabled || index === items.length - 1}
                onPress={() => onChange(movedItem(items, index, index + 1))}
                onKeyDown={(event) => moveByKey(event, index)}
              />
            </>
          )}
          {isRemovable && (
            <IconButton
              size="small"
              icon={X}
              label={t('answer.remove', { name: nameOf(item) })}
              isDisabled={isDisabled}
              onPress={() => onChange(items.filter((other) => other !== item))}
              onKeyDown={(event) => moveByKey(event, index)}
            />
          )}
        </li>
      ))}
    </List>
  );
}
