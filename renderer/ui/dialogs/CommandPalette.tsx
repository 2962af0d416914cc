import { Search } from 'lucide-react';
import { Autocomplete, Dialog, Input, Menu, MenuItem, Modal, ModalOverlay, SearchField, useFilter } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../commands/use-commands.ts';
import { KeyHint } from '../controls/KeyHint.tsx';
import { Scrollable } from '../controls/Scrollable.tsx';
import { useServices } from '../services.ts';

/** Every action of this screen, found by typing. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { view } = useServices();
  const { contains } = useFilter({ sensitivity: 'base' });
  const { offered } = useCommands();
  const items = offered.filter(({ command }) => command.id !== 'palette');
  const act = (id: string): void => {
    const item = items.find(({ command }) => command.id === id);
    // Closed first: a command may open a dialog of its own.
    view.setState({ dialog: null });
    item?.run();
  };
  return (
    <ModalOverlay className="modal-overlay modal-overlay--top" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="modal modal--palette">
        <Dialog className="palette" aria-label={t('command.palette')}>
          <Autocomplete filter={contains}>
            <SearchField className="palette__search" aria-label={t('palette.search')} autoFocus>
              <Search aria-hidden size={16} />
              <Input className="palette__input" placeholder={t('palette.placeholder')} />
            </SearchField>
            <Scrollable className="palette__list" label={t('palette.actions')}>
              <Menu
                className="menu"
                aria-label={t('palette.actions')}
                items={items}
                disabledKeys={items.filter((item) => !item.isEnabled).map((item) => item.command.id)}
                onAction={(key) => act(String(key))}
                renderEmptyState={() => <p className="palette__empty">{t('palette.none')}</p>}
              >
                {({ command, label }) => (
                  <MenuItem id={command.id} className="menu__item" textValue={`${label} ${t(`commandGroup.${command.group}`)}`}>
                    <command.icon aria-hidden size={15} />
                    <span className="menu__text">{label}</span>
                    <span className="menu__group">{t(`commandGroup.${command.group}`)}</span>
                    {command.shortcut !== null && <KeyHint combo={command.shortcut} />}
                  </MenuItem>
                )}
              </Menu>
            </Scrollable>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
