import { CirclePlus, Eye, EyeOff, LogIn, LogOut, Pin, PinOff } from 'lucide-react';
import type { NodeId } from '../../../core/ids.ts';
import { bringIn, expandNode } from '../../state/case-actions.ts';
import { notify } from '../controls/notices.ts';
import { casePositions } from '../workspace/case-layout.ts';
import { type Command, type CommandContext, hasSelected, inWorkspace, selectedOnGraph } from './command.ts';

async function expand(context: CommandContext, direction: 'in' | 'out'): Promise<void> {
  const { services, texts } = context;
  // The stop sign of one service must not keep the rest of the selection from being expanded.
  for (const node of selectedOnGraph(context)) {
    const outcome = await expandNode(services, node.id, direction);
    if (outcome.kind === 'stopped') {
      const { label, source, confidence, confidenceLevel } = outcome.tag;
      notify(services.notices, {
        tone: 'stop',
        title: texts.t('stop.title', { label }),
        body: texts.t('stop.meaning'),
        remedy: texts.t('stop.remedy', { label, source, confidence, level: confidenceLevel }),
      });
    } else if (outcome.kind === 'nothing') {
      const body = outcome.omitted > 0 ? texts.t('expand.allFiltered', { count: outcome.omitted }) : texts.t(`expand.nothing.${direction}`);
      notify(services.notices, { tone: 'info', title: texts.t('expand.nothing.title'), body });
    } else if (outcome.omitted > 0) {
      notify(services.notices, {
        tone: 'info',
        title: texts.t('expand.added', { count: outcome.added }),
        body: texts.t('expand.omitted', { count: outcome.omitted }),
      });
    }
  }
}

async function pin(context: CommandContext): Promise<void> {
  const { services, data } = context;
  if (data === null) return;
  const positions = casePositions(data);
  for (const node of selectedOnGraph(context)) {
    const at = positions.get(node.id);
    if (node.pinned === null && at !== undefined) await services.cases.append({ type: 'graph.pin', node: node.id, at });
  }
}

async function unpin(context: CommandContext): Promise<void> {
  for (const node of selectedOnGraph(context)) {
    if (node.pinned !== null) await context.services.cases.append({ type: 'graph.pin', node: node.id, at: null });
  }
}

const hiddenNodes = ({ data }: CommandContext): NodeId[] =>
  [...(data?.state.nodes.values() ?? [])].filter((node) => node.hidden).map((node) => node.id);

/** Picked in a table, the inspector or the search, but not in sight on the graph. */
const pickedElsewhere = ({ view, data }: CommandContext): readonly NodeId[] =>
  view.selection.filter((id) => data?.state.nodes.get(id)?.hidden !== false);

export const graphCommands: readonly Command[] = [
  {
    id: 'expand-in',
    group: 'graph',
    icon: LogIn,
    shortcut: 'i',
    screens: inWorkspace,
    isEnabled: hasSelected,
    run: (context) => expand(context, 'in'),
  },
  {
    id: 'expand-out',
    group: 'graph',
    icon: LogOut,
    shortcut: 'o',
    screens: inWorkspace,
    isEnabled: hasSelected,
    run: (context) => expand(context, 'out'),
  },
  {
    id: 'add-to-graph',
    group: 'graph',
    icon: CirclePlus,
    shortcut: 'a',
    screens: inWorkspace,
    isEnabled: (context) => pickedElsewhere(context).length > 0,
    run: (context) => bringIn(context.services, pickedElsewhere(context)),
  },
  {
    id: 'pin',
    group: 'graph',
    icon: Pin,
    shortcut: 'p',
    screens: inWorkspace,
    isEnabled: (context) => selectedOnGraph(context).some((node) => node.pinned === null),
    run: pin,
  },
  {
    id: 'unpin',
    group: 'graph',
    icon: PinOff,
    shortcut: 'shift+p',
    screens: inWorkspace,
    isEnabled: (context) => selectedOnGraph(context).some((node) => node.pinned !== null),
    run: unpin,
  },
  {
    id: 'hide',
    group: 'graph',
    icon: EyeOff,
    shortcut: 'h',
    screens: inWorkspace,
    isEnabled: hasSelected,
    run: (context) => context.services.cases.append({ type: 'graph.hide', nodes: selectedOnGraph(context).map((node) => node.id) }),
  },
  {
    id: 'show-hidden',
    group: 'graph',
    icon: Eye,
    shortcut: 'shift+h',
    screens: inWorkspace,
    isEnabled: (context) => hiddenNodes(context).length > 0,
    run: (context) => context.services.cases.append({ type: 'graph.show', nodes: hiddenNodes(context) }),
  },
];
