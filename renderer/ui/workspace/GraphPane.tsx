import { MonitorX } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeId } from '../../../core/ids.ts';
import { buildSceneView, packPositions } from '../../view/build-scene-view.ts';
import { EmptyState, SimulatedMark } from '../controls/Marks.tsx';
import { GraphCanvas } from '../GraphCanvas.tsx';
import { useCase, useRun, useServices, useView } from '../services.ts';
import { answerNodes } from '../steps/answer-draft.ts';
import { useIsMotionReduced } from '../use-motion.ts';
import { usePicking } from '../use-picking.ts';
import { casePositions, caseSubgraph } from './case-layout.ts';
import { GraphMenus, useGraphMenu } from './GraphMenus.tsx';
import { GraphTip } from './GraphTip.tsx';
import { GraphToolbar } from './GraphToolbar.tsx';
import { Tool } from './Tool.tsx';
import { usePointed } from './use-pointed.ts';
import { useCoinSentence, useNodeSentence, useSceneTexts } from './use-scene-texts.ts';

const cameraTools = ['fit', 'zoom-in', 'zoom-out', 'reset-camera'] as const;

/** The graph with its toolbar. Everything it can do, the tables and the inspector can do too. */
export function GraphPane() {
  const { t } = useTranslation();
  const services = useServices();
  const run = useRun();
  const theme = useView((state) => state.preferences.theme);
  const selection = useView((state) => state.selection);
  const isMotionReduced = useIsMotionReduced();
  const selectedCoin = useView((state) => state.selectedOutput);
  const { pick, pickCoin } = usePicking();
  const menu = useGraphMenu();
  const [isLost, setIsLost] = useState(false);
  const scene = useCaseScene();
  useFramedGrowth(scene.view.nodes.ids);
  const describe = useNodeSentence();
  const describeCoin = useCoinSentence();
  const { pointed, onHover } = usePointed(scene.view);
  const { ledger } = useCase();
  return (
    <section className="graph-pane" aria-label={t('graph.title')}>
      <GraphToolbar />
      <div className="graph-pane__canvas" data-testid="graph">
        <GraphCanvas
          ref={(handle) => {
            services.graph.current = handle;
          }}
          {...scene}
          selection={selection}
          theme={theme}
          isMotionReduced={isMotionReduced}
          selectedCoin={selectedCoin}
          labels={{ graph: t('graph.label'), roleDescription: t('graph.role'), describe, describeCoin }}
          onSelect={pick}
          onSelectTransfer={pickCoin}
          onOpenMenu={menu.show}
          onHover={onHover}
          onMoveEnd={(node, { x, y, z }) => run(() => services.cases.append({ type: 'graph.move', node, x, y, z }))}
          onActivate={(node) => {
            pick([node], 'replace');
            services.panels.current?.show('inspector');
          }}
          onContextLost={() => setIsLost(true)}
          onContextRestored={() => setIsLost(false)}
        />
        {isLost && <LostGraph />}
        <CameraTools />
        <GraphTip
          pointed={menu.open === null ? pointed : null}
          txOf={(txid) => ledger.txs.get(txid)}
          addressOf={(address) => ledger.addresses.get(address)}
        />
        <GraphMenus menu={menu} />
      </div>
    </section>
  );
}

function CameraTools() {
  const { t } = useTranslation();
  return (
    <>
      <div className="graph-pane__corner" role="group" aria-label={t('graph.camera')}>
        {cameraTools.map((id) => (
          <Tool key={id} id={id} />
        ))}
      </div>
      <div className="graph-pane__mark">
        <SimulatedMark />
      </div>
    </>
  );
}

function LostGraph() {
  const { t } = useTranslation();
  return (
    <div className="graph-pane__lost">
      <EmptyState icon={MonitorX} title={t('graph.lostTitle')}>
        {t('graph.lost')}
      </EmptyState>
    </div>
  );
}

/** What has just been brought in comes into the picture, with what it grew from; at first, everything does. */
function useFramedGrowth(ids: readonly NodeId[]): void {
  const { graph } = useServices();
  const seen = useRef<ReadonlySet<NodeId> | null>(null);
  const selection = useView((view) => view.selection);
  const framed = useEffectEvent((fresh: readonly NodeId[]) =>
    graph.current?.focus([...selection.filter((id) => ids.includes(id)), ...fresh]),
  );
  useEffect(() => {
    const before = seen.current;
    seen.current = new Set(ids);
    const fresh = before === null ? [] : ids.filter((id) => !before.has(id));
    if (before === null) graph.current?.fit();
    else if (fresh.length > 0) framed(fresh);
  }, [ids, graph]);
}

function useCaseScene() {
  const { state, ledger } = useCase();
  const selection = useView((view) => view.selection);
  const selectedOutput = useView((view) => view.selectedOutput);
  const texts = useSceneTexts();
  const positions = useMemo(() => casePositions({ state, ledger }), [state, ledger]);
  const draft = state.steps.find((step) => step.stepId === state.currentStepId)?.draft ?? null;
  const view = useMemo(
    () =>
      buildSceneView({
        state,
        subgraph: caseSubgraph({ state, ledger }),
        selection: new Set(selection),
        selectedOutput,
        picked: answerNodes(draft),
        claimPath: draft?.kind === 'path' ? draft.nodes : [],
        texts,
      }),
    [state, ledger, selection, selectedOutput, draft, texts],
  );
  return useMemo(() => ({ view, positions: packPositions(view.nodes.ids, positions) }), [view, positions]);
}
