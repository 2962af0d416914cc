import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ExpandFilter } from '../../core/chain/expand-filter.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Preferences } from './preferences.ts';

/** View state: which screen, what is selected, which panel is open. Lost at restart without harm. */
export type Screen = 'trainees' | 'library' | 'briefing' | 'workspace' | 'debrief';
export type DrawerTab = 'transactions' | 'addresses' | 'outputs' | 'notes' | 'history';
export type AddressTab = 'details' | 'transactions' | 'co-spend';
export type TransactionTab = 'details' | 'change' | 'raw';
export type OpenDialog =
  | { readonly kind: 'search' | 'palette' | 'shortcuts' | 'about' | 'settings' }
  | { readonly kind: 'note' | 'label'; readonly node: NodeId }
  | { readonly kind: 'hint'; readonly stepId: string; readonly hint: number }
  | { readonly kind: 'reveal'; readonly stepId: string };

export interface ViewState {
  readonly screen: Screen;
  readonly preferences: Preferences;
  /** In the order they were picked; the last one is what the inspector shows. */
  readonly selection: readonly NodeId[];
  /** `txid:vout` picked in the graph, a table or the inspector. */
  readonly selectedOutput: string | null;
  readonly filter: ExpandFilter;
  readonly drawerTab: DrawerTab;
  readonly addressTab: AddressTab;
  readonly transactionTab: TransactionTab;
  /** The step on show; null follows the current one. */
  readonly shownStepId: string | null;
  readonly dialog: OpenDialog | null;
}

export type ViewStore = StoreApi<ViewState>;

/** Busy addresses are cut to their largest transactions unless the trainee asks for more. */
export const defaultFilter: ExpandFilter = { top: 25 };

export function createViewStore(preferences: Preferences): ViewStore {
  return createStore<ViewState>(() => ({
    screen: 'trainees',
    preferences,
    selection: [],
    selectedOutput: null,
    filter: defaultFilter,
    drawerTab: 'transactions',
    addressTab: 'details',
    transactionTab: 'details',
    shownStepId: null,
    dialog: null,
  }));
}

export type PickHow = 'replace' | 'toggle' | 'add';

/** The selection after a pick: a plain click replaces, Ctrl or Cmd toggles, Shift and the box add. */
export function picked(selection: readonly NodeId[], nodes: readonly NodeId[], how: PickHow): readonly NodeId[] {
  if (how === 'replace') return nodes;
  const added = nodes.filter((node) => !selection.includes(node));
  if (how === 'add' || added.length > 0) return [...selection, ...added];
  return selection.filter((node) => !nodes.includes(node));
}
