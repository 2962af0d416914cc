import { CirclePlus, MessageSquareText, Pin, Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { NodeId } from '../../../core/ids.ts';
import { useCommands } from '../commands/use-commands.ts';
import { Button } from '../controls/Button.tsx';
import { useCase } from '../services.ts';

/** What the trainee has made of a node: mark, label, note; or the offer to put it on the graph. */
export function NodeWork({ node }: { readonly node: NodeId }) {
  const { t } = useTranslation();
  const { state } = useCase();
  const { run } = useCommands();
  const own = state.nodes.get(node);
  if (own === undefined || own.hidden) {
    return (
      <div className="node-work node-work--absent">
        <p className="quiet">{t(own === undefined ? 'node.notOnGraph' : 'node.hidden')}</p>
        <Button size="small" icon={CirclePlus} onPress={() => run('add-to-graph')}>
          {t('command.add-to-graph')}
        </Button>
      </div>
    );
  }
  const isStart = state.startNodes.includes(node);
  return (
    <div className="node-work">
      <ul className="node-work__marks" aria-label={t('node.marks')}>
        {isStart && <li className="mark mark--start">{t('mark.start')}</li>}
        {state.victimNodes.includes(node) && <li className="mark mark--victim">{t('mark.knownVictim')}</li>}
        {own.mark !== null && <li className={`mark mark--${own.mark}`}>{t(`mark.${own.mark}`)}</li>}
        {own.pinned !== null && (
          <li className="mark">
            <Pin aria-hidden size={12} />
            {t('mark.pinned')}
          </li>
        )}
      </ul>
      <div className="node-work__texts">
        <Button size="small" tone="quiet" icon={Tag} onPress={() => run('label')}>
          {own.label === '' ? t('node.addLabel') : own.label}
        </Button>
        <Button size="small" tone="quiet" icon={MessageSquareText} onPress={() => run('note')}>
          {own.note === '' ? t('node.addNote') : t('node.editNote')}
        </Button>
      </div>
      {own.note !== '' && <p className="node-work__note">{own.note}</p>}
    </div>
  );
}
