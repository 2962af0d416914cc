import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { WithCaseText, withoutMarks } from '../CaseLanguage.tsx';
import { IconButton } from './IconButton.tsx';
import { Scrollable } from './Scrollable.tsx';

interface ModalDialogProps {
  /** May hold a text of the case, marked by `caseText`. */
  readonly title: string;
  readonly size?: 'small' | 'medium' | 'large';
  /** Things that must be answered (a purchase, giving up a step) are announced as alerts. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

export function ModalDialog({ title, size = 'medium', role = 'dialog', onClose, children, footer }: ModalDialogProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay className="modal-overlay" isOpen isDismissable={role === 'dialog'} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={`modal modal--${size}`}>
        <Dialog className="modal__dialog" role={role}>
          <header className="modal__header">
            <Heading slot="title" level={2}>
              <WithCaseText text={title} />
            </Heading>
            <IconButton icon={X} label={t('action.close')} onPress={onClose} />
          </header>
          <Scrollable className="modal__body" label={withoutMarks(title)}>
            {children}
          </Scrollable>
          {footer !== undefined && <footer className="modal__footer">{footer}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
