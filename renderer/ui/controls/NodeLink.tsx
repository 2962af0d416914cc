import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isAddressNode, type NodeId, nodeKey } from '../../../core/ids.ts';
import { useCaseStore, useServices } from '../services.ts';
import { pickHow, usePicking } from '../use-picking.ts';
import { ChainId } from './ChainId.tsx';

/** An id that, pressed, is picked: the inspector turns to it and the graph shows it where it has it. */
export function NodeLink({ node }: { readonly node: NodeId }) {
  const { t } = useTranslation();
  const { graph } = useServices();
  const { pick } = usePicking();
  const own = useCaseStore((state) => state.data?.state.nodes.get(node));
  const isOnGraph = own !== undefined && !own.hidden;
  const id = nodeKey(node);
  return (
    <Button
      className={isOnGraph ? 'node-link node-link--on-graph' : 'node-link'}
      aria-label={t(isAddressNode(node) ? 'node.pickAddress' : 'node.pickTransaction', { id })}
      onPress={(event) => {
        pick([node], pickHow(event));
        if (isOnGraph) graph.current?.focus([node]);
      }}
    >
      {own !== undefined && own.label !== '' && <span className="node-link__label">{own.label}</span>}
      <ChainId id={id} />
    </Button>
  );
}
