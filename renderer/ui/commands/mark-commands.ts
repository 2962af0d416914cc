import { BadgeCheck, Group, type LucideIcon, MessageSquareText, ShieldAlert, Split, Tag, TriangleAlert } from 'lucide-react';
import type { Mark } from '../../../core/case/entry.ts';
import { groupByCoSpend } from '../../state/case-actions.ts';
import { notify } from '../controls/notices.ts';
import {
  type Command,
  type CommandContext,
  focused,
  focusedAddress,
  focusedOnGraph,
  hasSelected,
  inWorkspace,
  selectedOnGraph,
} from './command.ts';

/** Marks the selection; when all of it bears the mark already, takes it off. */
async function toggleMark(context: CommandContext, mark: Mark): Promise<void> {
  const nodes = selectedOnGraph(context);
  const isOn = nodes.every((node) => node.mark === mark);
  await context.services.cases.append({ type: 'mark.set', nodes: nodes.map((node) => node.id), mark: isOn ? null : mark });
}

const marking = (mark: Mark, icon: LucideIcon, shortcut: string): Command => ({
  id: `mark-${mark}`,
  group: 'mark',
  icon,
  shortcut,
  screens: inWorkspace,
  isEnabled: hasSelected,
  run: (context) => toggleMark(context, mark),
});

async function group(context: CommandContext): Promise<void> {
  const node = focusedAddress(context);
  if (node === null) return;
  const members = await groupByCoSpend(context.services, node);
  notify(context.services.notices, {
    tone: 'success',
    title: context.texts.t('group.applied', { count: members }),
    body: context.texts.t('group.inference'),
  });
}

const openOn = (kind: 'note' | 'label') => (context: CommandContext) => {
  const node = focusedOnGraph(context);
  if (node !== null) context.services.view.setState({ dialog: { kind, node: node.id } });
};

export const markCommands: readonly Command[] = [
  marking('suspect', TriangleAlert, 's'),
  marking('victim', ShieldAlert, 'v'),
  marking('cleared', BadgeCheck, 'c'),
  {
    id: 'note',
    group: 'mark',
    icon: MessageSquareText,
    shortcut: 'n',
    screens: inWorkspace,
    isEnabled: (context) => focusedOnGraph(context) !== null,
    run: openOn('note'),
  },
  {
    id: 'label',
    group: 'mark',
    icon: Tag,
    shortcut: 'l',
    screens: inWorkspace,
    isEnabled: (context) => focusedOnGraph(context) !== null,
    run: openOn('label'),
  },
  {
    id: 'group-co-spend',
    group: 'mark',
    icon: Group,
    shortcut: 'g',
    screens: inWorkspace,
    isEnabled: (context) => focusedAddress(context) !== null,
    run: group,
  },
  {
    id: 'change-candidates',
    group: 'mark',
    icon: Split,
    shortcut: 'd',
    screens: inWorkspace,
    isEnabled: (context) => focused(context)?.startsWith('t:') === true,
    run: ({ services }) => {
      services.view.setState({ transactionTab: 'change' });
      services.panels.current?.show('inspector');
    },
  },
];
