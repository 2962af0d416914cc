import { type ReactNode, useRef } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CommandId } from '../commands/command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { KeyHint } from '../controls/KeyHint.tsx';

/** Client coordinates. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

const entries: readonly CommandId[] = [
  'expand-in',
  'expand-out',
  'mark-suspect',
  'mark-victim',
  'mark-cleared',
  'label',
  'note',
  'group-co-spend',
  'change-candidates',
  'pin',
  'unpin',
  'hide',
  'focus-selection',
];

interface MenuProps {
  /** Null: closed. */
  readonly place: MenuPlace | null;
  readonly onClose: () => void;
}

/** The toolbar again, at the node under the pointer. */
export function NodeMenu({ place, onClose }: MenuProps) {
  const { t } = useTranslation();
  const { find, run } = useCommands();
  const items = entries.flatMap((id) => find(id) ?? []).filter((item) => item.isEnabled);
  return (
    <MenuAt place={place} label={t('menu.node')} onAction={run} onClose={onClose}>
      {items.map(({ command, label }) => (
        <MenuItem key={command.id} id={command.id} className="menu__item" textValue={label}>
          <command.icon aria-hidden size={15} />
          <span className="menu__text">{label}</span>
          {command.shortcut !== null && <KeyHint combo={command.shortcut} />}
        </MenuItem>
      ))}
    </MenuAt>
  );
}

interface MenuAtProps extends MenuProps {
  readonly label: string;
  readonly onAction: (id: string) => void;
  /** Menu items. */
  readonly children: ReactNode;
}

/** A menu at a point of the window. */
export function MenuAt({ place, label, onAction, onClose, children }: MenuAtProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} aria-hidden className="menu-anchor" style={{ left: place?.x ?? 0, top: place?.y ?? 0 }} />
      <Popover
        className="popover popover--menu"
        triggerRef={anchor}
        isOpen={place !== null}
        onOpenChange={(isOpen) => !isOpen && onClose()}
        placement="bottom start"
        offset={2}
      >
        <Menu className="menu" aria-label={label} autoFocus="first" onAction={(key) => onAction(String(key))} onClose={onClose}>
          {children}
        </Menu>
      </Popover>
    </>
  );
}
