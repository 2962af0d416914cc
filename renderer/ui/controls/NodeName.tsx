import { Circle, Diamond } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isAddressNode, type NodeId, nodeKey } from '../../../core/ids.ts';
import { useCaseStore } from '../services.ts';
import { ChainId } from './ChainId.tsx';

/** A node in a line of text: its figure, the trainee's label where there is one, its id. */
export function NodeName({ node }: { readonly node: NodeId }) {
  const { t } = useTranslation();
  const label = useCaseStore((state) => state.data?.state.nodes.get(node)?.label ?? '');
  const Icon = isAddressNode(node) ? Circle : Diamond;
  return (
    <span className="node-name">
      <Icon aria-label={t(isAddressNode(node) ? 'node.address' : 'node.transaction')} role="img" size={13} />
      {label !== '' && <span className="node-name__label">{label}</span>}
      <ChainId id={nodeKey(node)} />
    </span>
  );
}
