import { MousePointerClick } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isAddressNode, nodeKey } from '../../../core/ids.ts';
import { EmptyState } from '../controls/Marks.tsx';
import { useView } from '../services.ts';
import { AddressInspector } from './AddressInspector.tsx';
import { TransactionInspector } from './TransactionInspector.tsx';

/** Everything known about what was picked last. */
export function Inspector() {
  const { t } = useTranslation();
  const selection = useView((state) => state.selection);
  const node = selection.at(-1) ?? null;
  return (
    <div className="inspector">
      <header className="panel-header">
        <h2 className="panel-header__title">{t('inspector.title')}</h2>
        {selection.length > 1 && (
          <span className="panel-header__figure figure">{t('inspector.ofSelected', { count: selection.length })}</span>
        )}
      </header>
      {node === null ? (
        <EmptyState icon={MousePointerClick} title={t('inspector.emptyTitle')}>
          {t('inspector.empty')}
        </EmptyState>
      ) : isAddressNode(node) ? (
        <AddressInspector key={node} address={nodeKey(node)} />
      ) : (
        <TransactionInspector key={node} txid={nodeKey(node)} />
      )}
    </div>
  );
}
