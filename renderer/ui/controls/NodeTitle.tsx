import { useTranslation } from 'react-i18next';
import type { CaseNode } from '../../../core/case/case-state.ts';
import { nodeKey } from '../../../core/ids.ts';
import { ChainId } from './ChainId.tsx';

/** A node of the case in a table cell: mark and label before the id. */
export function NodeTitle({ node }: { readonly node: CaseNode }) {
  const { t } = useTranslation();
  return (
    <span className="node-name">
      {node.mark !== null && <span className={`mark mark--${node.mark}`}>{t(`mark.${node.mark}`)}</span>}
      {node.label !== '' && <span className="node-name__label">{node.label}</span>}
      <ChainId id={nodeKey(node.id)} />
    </span>
  );
}
