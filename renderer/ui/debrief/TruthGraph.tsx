import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Debrief } from '../../../core/bridge/views.ts';
import type { NodeId } from '../../../core/ids.ts';
import { buildSceneView, packPositions } from '../../view/build-scene-view.ts';
import { hopsLayout } from '../../view/hops-layout.ts';
import { placementsOf } from '../../view/placements.ts';
import { debriefOverlay, mergeSubgraphs, withTruthNodes } from '../../view/scene-input.ts';
import { SimulatedMark } from '../controls/Marks.tsx';
import { GraphCanvas } from '../GraphCanvas.tsx';
import { useCase, useServices, useView } from '../services.ts';
import { useIsMotionReduced } from '../use-motion.ts';
import { caseSubgraph } from '../workspace/case-layout.ts';
import { GraphTip } from '../workspace/GraphTip.tsx';
import { Tool } from '../workspace/Tool.tsx';
import { usePointed } from '../workspace/use-pointed.ts';
import { useCoinSentence, useNodeSentence, useSceneTexts } from '../workspace/use-scene-texts.ts';

interface TruthGraphProps {
  readonly debrief: Debrief;
  readonly focus: readonly NodeId[];
  readonly onFocus: (nodes: readonly NodeId[]) => void;
}

/** My graph as I left it, the truth over it. */
export function TruthGraph({ debrief, focus, onFocus }: TruthGraphProps) {
  const { t } = useTranslation();
  const services = useServices();
  const theme = useView((state) => state.preferences.theme);
  const isMotionReduced = useIsMotionReduced();
  const { scene, facts } = useTruthScene(debrief, focus);
  const describe = useNodeSentence();
  const describeCoin = useCoinSentence();
  const { pointed, onHover } = usePointed(scene.view);
  useEffect(() => {
    if (focus.length > 0) services.graph.current?.focus(focus);
  }, [focus, services]);
  return (
    <div className="graph-pane__canvas" data-testid="graph">
      <GraphCanvas
        ref={(handle) => {
          services.graph.current = handle;
        }}
        {...scene}
        selection={focus}
        theme={theme}
        isMotionReduced={isMotionReduced}
        selectedCoin={null}
        labels={{ graph: t('debrief.graphLabel'), roleDescription: t('graph.role'), describe, describeCoin }}
        onSelect={(nodes) => onFocus(nodes)}
        onSelectTransfer={({ from, to }) => onFocus([from, to])}
        onOpenMenu={() => undefined}
        onHover={onHover}
        onMoveEnd={() => undefined}
        onActivate={(node) => services.graph.current?.focus([node])}
        onContextLost={() => undefined}
      />
      <GraphTip pointed={pointed} {...facts} />
      <Legend />
      <div className="graph-pane__corner" role="group" aria-label={t('graph.camera')}>
        <Tool id="fit" />
        <Tool id="zoom-in" />
        <Tool id="zoom-out" />
      </div>
      <div className="graph-pane__mark">
        <SimulatedMark />
      </div>
    </div>
  );
}

function useTruthScene(debrief: Debrief, focus: readonly NodeId[]) {
  const { state, ledger } = useCase();
  const texts = useSceneTexts();
  const base = useMemo(() => {
    const nodes = withTruthNodes(state.nodes, debrief);
    const subgraph = mergeSubgraphs(caseSubgraph({ state, ledger }), debrief.subgraph);
    const { startNodes, victimNodes, history } = state;
    const positions = hopsLayout({ nodes, startNodes, victimNodes, subgraph, placements: placementsOf(history) });
    const overlay = debriefOverlay(state.nodes, debrief);
    const txs = new Map(subgraph.txs.map((tx) => [tx.txid, tx]));
    const addresses = new Map(subgraph.addresses.map((address) => [address.address, address]));
    const facts = {
      txOf: (txid: string) => txs.get(txid),
      addressOf: (address: string) => addresses.get(address),
      holderOf: (address: string) => overlay.control.get(address),
    };
    return { state: { ...state, nodes }, subgraph, positions, overlay, facts };
  }, [state, ledger, debrief]);
  const scene = useMemo(() => {
    const view = buildSceneView({ state: base.state, subgraph: base.subgraph, selection: new Set(focus), texts, overlay: base.overlay });
    return { view, positions: packPositions(view.nodes.ids, base.positions) };
  }, [base, focus, texts]);
  return { scene, facts: base.facts };
}

const legend = ['found', 'missed', 'beyond', 'wronglyAccused', 'ghost'] as const;

function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="legend" aria-label={t('debrief.legend')}>
      {legend.map((id) => (
        <li key={id} className="legend__item">
          <span className={`legend__figure legend__figure--${id}`} aria-hidden />
          {t(`debrief.legendOf.${id}`)}
        </li>
      ))}
    </ul>
  );
}
