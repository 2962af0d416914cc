import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type NodeId, nodeKey } from '../../../core/ids.ts';
import { Button } from '../controls/Button.tsx';
import { ChainId } from '../controls/ChainId.tsx';
import { Field } from '../controls/Fields.tsx';
import { ModalDialog } from '../controls/ModalDialog.tsx';
import { useCase, useRun, useServices } from '../services.ts';

interface NodeTextDialogProps {
  readonly kind: 'note' | 'label';
  readonly node: NodeId;
  readonly onClose: () => void;
}

/** A name or a note of the trainee's own for a node; an empty one takes it away. */
export function NodeTextDialog({ kind, node, onClose }: NodeTextDialogProps) {
  const { t } = useTranslation();
  const { cases } = useServices();
  const run = useRun();
  const own = useCase().state.nodes.get(node);
  const before = own?.[kind] ?? '';
  const [text, setText] = useState(before);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    onClose();
    if (text.trim() === before) return;
    run(() => cases.append({ type: kind === 'note' ? 'note.set' : 'label.set', node, text: text.trim() }));
  };
  return (
    <ModalDialog title={t(`nodeText.${kind}.title`)} size="small" onClose={onClose}>
      <Form onSubmit={save} className="node-text">
        <p>
          <ChainId id={nodeKey(node)} shape="whole" />
        </p>
        <Field
          label={t(`nodeText.${kind}.label`)}
          description={t(`nodeText.${kind}.help`)}
          value={text}
          onChange={setText}
          autoFocus
          maxLength={kind === 'note' ? 4000 : 80}
          {...(kind === 'note' ? { lines: 6 } : {})}
        />
        <div className="modal__actions">
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" type="submit">
            {t('action.save')}
          </Button>
        </div>
      </Form>
    </ModalDialog>
  );
}
