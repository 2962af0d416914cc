import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isAddressNode, type NodeId, nodeKey } from '../../../core/ids.ts';
import { shortId } from '../../view/short-id.ts';
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
  const label = own?.label ?? '';
  // What is read on the button comes first, so that speech input finds it; then the whole id (WCAG 2.5.3).
  const name = [label, shortId(id), t(isAddressNode(node) ? 'node.pickAddress' : 'node.pickTransaction', { id })]
    .filter((part) => part !== '')
    .join(' ');
  return (
    <Button
      className={isOnGraph ? 'node-link node-link--on-graph' : 'node-link'}
      aria-label={name}
      onPress={(event) => {
        pick([node], pickHow(event));
        if (isOnGraph) graph.current?.focus([node]);
      }}
    >
      {label !== '' && <span className="node-link__label">{label}</span>}
      <ChainId id={id} />
    </Button>
  );
}
