import { useTranslation } from 'react-i18next';
import type { CommandGroup } from '../commands/command.ts';
import { allCommands } from '../commands/use-commands.ts';
import { Button } from '../controls/Button.tsx';
import { KeyHint } from '../controls/KeyHint.tsx';
import { ModalDialog } from '../controls/ModalDialog.tsx';
import { useServices } from '../services.ts';

const groups: readonly CommandGroup[] = ['graph', 'mark', 'camera', 'case', 'panel', 'app'];

/** Help: how to work the graph, and every shortcut. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { view } = useServices();
  return (
    <ModalDialog
      title={t('help.title')}
      size="large"
      onClose={onClose}
      footer={<Button onPress={() => view.setState({ dialog: { kind: 'about' } })}>{t('command.about')}</Button>}
    >
      <section className="help__section">
        <h3>{t('help.graphTitle')}</h3>
        <ul className="help__list">
          <li>{t('help.mouse')}</li>
          <li>{t('help.select')}</li>
          <li>{t('help.keyboard')}</li>
          <li>{t('help.tables')}</li>
        </ul>
      </section>
      <div className="help__groups">
        {groups.map((group) => (
          <section key={group} className="help__section">
            <h3>{t(`commandGroup.${group}`)}</h3>
            <dl className="help__keys">
              {allCommands
                .filter((command) => command.group === group && command.shortcut !== null)
                .map((command) => (
                  <div key={command.id} className="help__key">
                    <dt>{t(`command.${command.id}`)}</dt>
                    <dd>
                      <KeyHint combo={command.shortcut ?? ''} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </ModalDialog>
  );
}
