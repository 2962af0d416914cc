import { I18nextProvider } from 'react-i18next';
import { createRoot } from 'react-dom/client';
import '../../../../renderer/styles/all.css';
import '../../../../renderer/styles/fonts.ts';
import { connectBridge } from '../../../../renderer/bridge.ts';
import { startTexts } from '../../../../renderer/i18n/i18n.ts';
import { CaseSession } from '../../../../renderer/state/case-session.ts';
import { LibrarySession } from '../../../../renderer/state/library-store.ts';
import { loadPreferences, type Preferences } from '../../../../renderer/state/preferences.ts';
import { createViewStore } from '../../../../renderer/state/view-store.ts';
import { App } from '../../../../renderer/ui/App.tsx';
import { createNotices } from '../../../../renderer/ui/controls/notices.ts';
import { openAttempt } from '../../../../renderer/ui/navigation.ts';
import { type Services, ServicesContext } from '../../../../renderer/ui/services.ts';
import { attemptId, type MemoryHost } from './memory-host.ts';

export interface MountedApp {
  readonly services: Services;
  unmount(): void;
}

/** The whole application over a host in the page, as the composition root wires it. */
export async function mountApp(host: MemoryHost, preferences: Partial<Preferences> = {}): Promise<MountedApp> {
  window.localStorage.clear();
  const bridge = connectBridge(host);
  const view = createViewStore({ ...loadPreferences(window.localStorage, ''), motion: 'reduced', ...preferences });
  const texts = await startTexts(view.getState().preferences.language);
  const services: Services = {
    bridge,
    view,
    library: new LibrarySession(bridge, () => view.getState().preferences.language),
    cases: new CaseSession(bridge),
    notices: createNotices(),
    graph: { current: null },
    panels: { current: null },
  };
  const place = document.createElement('div');
  place.id = 'root';
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <I18nextProvider i18n={texts}>
      <ServicesContext value={services}>
        <App />
      </ServicesContext>
    </I18nextProvider>,
  );
  return {
    services,
    unmount: () => {
      root.unmount();
      place.remove();
      services.library.dispose();
      services.cases.dispose();
    },
  };
}

/** Mounted, with the host's attempt open and its workspace on show. */
export async function mountWorkspace(host: MemoryHost, preferences: Partial<Preferences> = {}): Promise<MountedApp> {
  if (host.entries.length === 0) host.begin();
  const app = await mountApp(host, preferences);
  await app.services.library.choose({ id: 'trainee-1', name: 'Cadet 7' });
  await openAttempt(app.services, attemptId);
  app.services.view.setState({ screen: 'workspace' });
  return app;
}
