import { FolderOpen, Library as LibraryIcon } from 'lucide-react';
import { type DropItem, DropZone } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { textOfBytes } from '../../../core/text-bytes.ts';
import { useCommands } from '../commands/use-commands.ts';
import { Button } from '../controls/Button.tsx';
import { EmptyState } from '../controls/Marks.tsx';
import { useLibrary, useRun, useServices } from '../services.ts';
import { collectDrop } from './collect-drop.ts';
import { ImportJobs } from './ImportJobs.tsx';
import { ScenarioCard } from './ScenarioCard.tsx';

/** Scenario cards of the chosen trainee, and the ways to open another scenario. */
export function Library() {
  const { t } = useTranslation();
  const { library } = useServices();
  const run = useRun();
  const { run: runCommand } = useCommands();
  const cards = useLibrary((state) => state.cards);
  const importedId = useLibrary((state) => state.importedId);
  const open = (items: readonly DropItem[]): void =>
    run(async () => {
      for (const { name, source, media } of await collectDrop(items)) {
        const read = textOfBytes(new Uint8Array(await source.arrayBuffer()));
        if ('text' in read) await library.importText(name, read.text, media);
        else library.refuse(name, { ...read.fault, code: 'language/encoding', path: '' });
      }
    });
  return (
    <DropZone className="library" aria-label={t('library.drop')} onDrop={(event) => open(event.items)}>
      <div className="library__inner">
        <header className="library__header">
          <div>
            <h1>{t('library.title')}</h1>
            <p className="library__intro">{t('library.intro')}</p>
          </div>
          <Button icon={FolderOpen} onPress={() => runCommand('open-scenario')}>
            {t('library.open')}
          </Button>
        </header>
        <ImportJobs />
        {cards !== null && cards.length === 0 && (
          <EmptyState icon={LibraryIcon} title={t('library.emptyTitle')}>
            {t('library.empty')}
          </EmptyState>
        )}
        <ul className="library__cards" aria-label={t('library.cards')}>
          {(cards ?? []).map((card) => (
            <li key={card.scenarioId}>
              <ScenarioCard card={card} isNew={card.scenarioId === importedId} />
            </li>
          ))}
        </ul>
        <p className="library__drop-hint">{t('library.dropHint')}</p>
      </div>
    </DropZone>
  );
}
