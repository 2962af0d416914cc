import { useRef } from 'react';
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

/** The toolbar again, at the node under the pointer. */
export function NodeMenu({ place, onClose }: { readonly place: MenuPlace | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { find, run } = useCommands();
  const anchor = useRef<HTMLSpanElement>(null);
  const items = entries.flatMap((id) => find(id) ?? []).filter((item) => item.isEnabled);
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
        <Menu className="menu" aria-label={t('menu.node')} autoFocus="first" onAction={(key) => run(String(key))} onClose={onClose}>
          {items.map(({ command, label }) => (
            <MenuItem key={command.id} id={command.id} className="menu__item" textValue={label}>
              <command.icon aria-hidden size={15} />
              <span className="menu__text">{label}</span>
              {command.shortcut !== null && <KeyHint combo={command.shortcut} />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </>
  );
}
