import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import '../../../../renderer/styles/all.css';
import '../../../../renderer/styles/fonts.ts';
import { connectBridge } from '../../../../renderer/bridge.ts';
import { startTexts } from '../../../../renderer/i18n/i18n.ts';
import { CaseSession } from '../../../../renderer/state/case-session.ts';
import { LibrarySession } from '../../../../renderer/state/library-store.ts';
import { askedCaseLanguage, loadPreferences, type Preferences } from '../../../../renderer/state/preferences.ts';
import { createViewStore } from '../../../../renderer/state/view-store.ts';
import { App } from '../../../../renderer/ui/App.tsx';
import { Shortcuts } from '../../../../renderer/ui/commands/Shortcuts.tsx';
import { NoticeRegion } from '../../../../renderer/ui/controls/NoticeRegion.tsx';
import { createNotices } from '../../../../renderer/ui/controls/notices.ts';
import { Dialogs } from '../../../../renderer/ui/dialogs/Dialogs.tsx';
import { openAttempt } from '../../../../renderer/ui/navigation.ts';
import { type Services, ServicesContext } from '../../../../renderer/ui/services.ts';
import { TopBar } from '../../../../renderer/ui/TopBar.tsx';
import { attemptId, type MemoryHost } from './memory-host.ts';

export interface MountedApp {
  readonly services: Services;
  unmount(): void;
}

/** The window's services over a host in the page, as the composition root makes them. */
async function makeServices(host: MemoryHost, preferences: Partial<Preferences>) {
  window.localStorage.clear();
  const bridge = connectBridge(host);
  const view = createViewStore({ ...loadPreferences(window.localStorage, ''), motion: 'reduced', ...preferences });
  const texts = await startTexts(view.getState().preferences.language);
  const services: Services = {
    bridge,
    view,
    library: new LibrarySession(bridge, () => askedCaseLanguage(view.getState().preferences)),
    cases: new CaseSession(bridge),
    notices: createNotices(),
    graph: { current: null },
    panels: { current: null },
  };
  return { services, texts };
}

function render(screen: ReactNode, { services, texts }: Awaited<ReturnType<typeof makeServices>>): MountedApp {
  const place = document.createElement('div');
  place.id = 'root';
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <I18nextProvider i18n={texts}>
      <ServicesContext value={services}>{screen}</ServicesContext>
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

/** The whole application. */
export async function mountApp(host: MemoryHost, preferences: Partial<Preferences> = {}): Promise<MountedApp> {
  return render(<App />, await makeServices(host, preferences));
}

/** A part of the workspace with its dialogs, and without the picture, which costs a software renderer seconds. */
export async function mountPart(part: ReactNode, host: MemoryHost): Promise<MountedApp> {
  const made = await makeServices(host, {});
  if (host.entries.length === 0) host.begin();
  await openAttempt(made.services, attemptId);
  made.services.view.setState({ screen: 'workspace', selection: [] });
  const screen = (
    <div className="app">
      <TopBar />
      <main className="app__screen">{part}</main>
      <Dialogs />
      <NoticeRegion />
      <Shortcuts />
    </div>
  );
  return render(screen, made);
}

/** The whole application with the host's attempt open and its workspace on show. */
export async function mountWorkspace(host: MemoryHost, preferences: Partial<Preferences> = {}): Promise<MountedApp> {
  if (host.entries.length === 0) host.begin();
  const app = await mountApp(host, preferences);
  await app.services.library.choose({ id: 'trainee-1', name: 'Cadet 7' });
  await openAttempt(app.services, attemptId);
  app.services.view.setState({ screen: 'workspace' });
  return app;
}
