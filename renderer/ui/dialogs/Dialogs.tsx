import type { ReactNode } from 'react';
import { useServices, useView } from '../services.ts';
import { AboutDialog } from './AboutDialog.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { HintDialog, RevealDialog } from './ConfirmDialogs.tsx';
import { NodeTextDialog } from './NodeTextDialog.tsx';
import { SearchDialog } from './SearchDialog.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';

/** The one dialog that is open. */
export function Dialogs(): ReactNode {
  const { view } = useServices();
  const dialog = useView((state) => state.dialog);
  const close = (): void => view.setState({ dialog: null });
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'search':
      return <SearchDialog onClose={close} />;
    case 'palette':
      return <CommandPalette onClose={close} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />;
    case 'about':
      return <AboutDialog onClose={close} />;
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case 'note':
    case 'label':
      return <NodeTextDialog kind={dialog.kind} node={dialog.node} onClose={close} />;
    case 'hint':
      return <HintDialog stepId={dialog.stepId} hint={dialog.hint} onClose={close} />;
    case 'reveal':
      return <RevealDialog stepId={dialog.stepId} onClose={close} />;
  }
}
