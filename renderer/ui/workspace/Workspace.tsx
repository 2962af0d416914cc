import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, type PanelImperativeHandle, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Drawer } from '../drawer/Drawer.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { type PanelName, useServices } from '../services.ts';
import { StepsPanel } from '../steps/StepsPanel.tsx';
import { GraphPane } from './GraphPane.tsx';

/** Steps, graph, inspector, and the tables below: panels resize, collapse and remember. */
export function Workspace() {
  const { t } = useTranslation();
  const rows = useDefaultLayout({ id: 'workspace-rows', storage: window.localStorage });
  const columns = useDefaultLayout({ id: 'workspace-columns', storage: window.localStorage });
  const panels = useCollapsiblePanels();
  return (
    <Group className="workspace" orientation="vertical" id="workspace-rows" {...layoutProps(rows)}>
      <Panel id="upper" minSize="220px">
        <Group className="workspace__upper" orientation="horizontal" id="workspace-columns" {...layoutProps(columns)}>
          <Panel id="steps" className="panel" defaultSize="320px" minSize="260px" maxSize="44%" {...panels.props('steps')}>
            {!panels.isCollapsed('steps') && (
              <aside className="panel__content" aria-label={t('steps.title')}>
                <StepsPanel />
              </aside>
            )}
          </Panel>
          <Separator className="separator separator--vertical" aria-label={t('panel.resizeSteps')} />
          <Panel id="graph" minSize="320px">
            <GraphPane />
          </Panel>
          <Separator className="separator separator--vertical" aria-label={t('panel.resizeInspector')} />
          <Panel id="inspector" className="panel" defaultSize="340px" minSize="270px" maxSize="50%" {...panels.props('inspector')}>
            {!panels.isCollapsed('inspector') && (
              <aside className="panel__content" aria-label={t('inspector.title')}>
                <Inspector />
              </aside>
            )}
          </Panel>
        </Group>
      </Panel>
      <Separator className="separator separator--horizontal" aria-label={t('panel.resizeDrawer')} />
      <Panel id="drawer" className="panel" defaultSize="190px" minSize="96px" maxSize="60%" {...panels.props('drawer')}>
        {!panels.isCollapsed('drawer') && (
          <section className="panel__content" aria-label={t('drawer.title')}>
            <Drawer />
          </section>
        )}
      </Panel>
    </Group>
  );
}

function layoutProps({ defaultLayout, onLayoutChanged }: ReturnType<typeof useDefaultLayout>) {
  return { ...(defaultLayout === undefined ? {} : { defaultLayout }), onLayoutChanged };
}

const closedPx = 1;

/** Panels that fold away to nothing; what is folded away is out of the tab order too. */
function useCollapsiblePanels() {
  const services = useServices();
  const steps = useRef<PanelImperativeHandle>(null);
  const inspector = useRef<PanelImperativeHandle>(null);
  const drawer = useRef<PanelImperativeHandle>(null);
  const [collapsed, setCollapsed] = useState<readonly PanelName[]>([]);
  useEffect(() => {
    const refs = { steps, inspector, drawer };
    const { panels } = services;
    panels.current = {
      show: (panel) => refs[panel].current?.expand(),
      toggle: (panel) => {
        const handle = refs[panel].current;
        if (handle?.isCollapsed() === true) handle.expand();
        else handle?.collapse();
      },
    };
    return () => {
      panels.current = null;
    };
  }, [services]);
  const refs = { steps, inspector, drawer };
  return {
    isCollapsed: (panel: PanelName) => collapsed.includes(panel),
    props: (panel: PanelName) => ({
      collapsible: true,
      collapsedSize: '0px',
      panelRef: refs[panel],
      groupResizeBehavior: 'preserve-pixel-size' as const,
      onResize: ({ inPixels }: { inPixels: number }) =>
        setCollapsed((current) => {
          const isClosed = inPixels < closedPx;
          if (isClosed === current.includes(panel)) return current;
          return isClosed ? [...current, panel] : current.filter((name) => name !== panel);
        }),
    }),
  };
}
