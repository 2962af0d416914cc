import { createContext, useCallback, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { AppError } from '../../core/errors.ts';
import type { Bridge } from '../bridge.ts';
import type { CaseData, CaseSession, CaseStoreState } from '../state/case-session.ts';
import type { LibrarySession, LibraryState } from '../state/library-store.ts';
import type { ViewState, ViewStore } from '../state/view-store.ts';
import { type Notices, notifyError } from './controls/notices.ts';
import type { GraphCanvasHandle } from './GraphCanvas.tsx';

/** What commands and screens ask of the graph on show. */
export type GraphHandle = Pick<GraphCanvasHandle, 'fit' | 'focus' | 'reset' | 'back' | 'forward' | 'zoom' | 'focusKeyboard'>;

export type PanelName = 'steps' | 'inspector' | 'drawer';

interface PanelsHandle {
  show(panel: PanelName): void;
  toggle(panel: PanelName): void;
}

/** Everything a screen may use. Made once by the composition root, or by a test. */
export interface Services {
  readonly bridge: Bridge;
  readonly view: ViewStore;
  readonly library: LibrarySession;
  readonly cases: CaseSession;
  readonly notices: Notices;
  /** Absent while no graph is mounted. */
  readonly graph: { current: GraphHandle | null };
  readonly panels: { current: PanelsHandle | null };
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new AppError('ui/no-services', 'A screen was mounted outside of the application.');
  return services;
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useServices().view, select);
}

export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(useServices().library.store, select);
}

export function useCaseStore<T>(select: (state: CaseStoreState) => T): T {
  return useStore(useServices().cases.store, select);
}

/** The open case. Only for screens that exist while a case is open. */
export function useCase(): CaseData {
  const data = useCaseStore((state) => state.data);
  if (data === null) throw new AppError('case/none-open', 'No attempt is open in this window.');
  return data;
}

export type Run = (task: () => Promise<unknown>) => void;

/** Runs something that may fail, and says so on the screen when it does. */
export function useRun(): Run {
  const { notices } = useServices();
  const { i18n } = useTranslation();
  return useCallback(
    (task) => {
      task().catch((thrown: unknown) => notifyError(notices, i18n, thrown));
    },
    [notices, i18n],
  );
}
