import type { i18n } from 'i18next';
import type { LucideIcon } from 'lucide-react';
import type { CaseNode } from '../../../core/case/case-state.ts';
import { isAddressNode, type NodeId } from '../../../core/ids.ts';
import type en from '../../i18n/en.json';
import type { CaseData } from '../../state/case-session.ts';
import type { Screen, ViewState } from '../../state/view-store.ts';
import type { Services } from '../services.ts';

export type CommandId = keyof typeof en.command;
export type CommandGroup = keyof typeof en.commandGroup;

/** What a command sees of the moment it is offered or run in. */
export interface CommandContext {
  readonly services: Services;
  readonly texts: i18n;
  readonly view: ViewState;
  readonly data: CaseData | null;
}

/** One thing the app can do, offered the same everywhere: toolbar, menus, palette, keyboard. */
export interface Command {
  readonly id: CommandId;
  readonly group: CommandGroup;
  readonly icon: LucideIcon;
  /** react-hotkeys-hook notation (`mod+shift+z`); a single letter works outside of text fields. */
  readonly shortcut: string | null;
  readonly screens: readonly Screen[];
  /** Whether it would do anything now. */
  readonly isEnabled: (context: CommandContext) => boolean;
  readonly run: (context: CommandContext) => void | Promise<unknown>;
}

export const everywhere: readonly Screen[] = ['trainees', 'library', 'briefing', 'workspace', 'debrief'];
export const inCase: readonly Screen[] = ['briefing', 'workspace', 'debrief'];
export const inWorkspace: readonly Screen[] = ['workspace'];

export const always = (): boolean => true;

/** Selected nodes that are on the graph and in sight. */
export function selectedOnGraph({ view, data }: CommandContext): readonly CaseNode[] {
  if (data === null) return [];
  return view.selection.flatMap((id) => {
    const node = data.state.nodes.get(id);
    return node === undefined || node.hidden ? [] : [node];
  });
}

export const hasSelected = (context: CommandContext): boolean => selectedOnGraph(context).length > 0;

/** The node picked last, on the graph or not; null when nothing is picked. */
export const focused = ({ view }: CommandContext): NodeId | null => view.selection.at(-1) ?? null;

export function focusedOnGraph(context: CommandContext): CaseNode | null {
  return selectedOnGraph(context).at(-1) ?? null;
}

export function focusedAddress(context: CommandContext): NodeId | null {
  const node = focused(context);
  return node !== null && isAddressNode(node) ? node : null;
}
