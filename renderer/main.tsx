import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import './styles/fonts.ts';
import './styles/all.css';
import { windowBridge } from './bridge.ts';
import { startTexts } from './i18n/i18n.ts';
import { CaseSession } from './state/case-session.ts';
import { LibrarySession } from './state/library-store.ts';
import { askedCaseLanguage, loadPreferences } from './state/preferences.ts';
import { createViewStore } from './state/view-store.ts';
import { App } from './ui/App.tsx';
import { createNotices } from './ui/controls/notices.ts';
import { type Services, ServicesContext } from './ui/services.ts';

/** Composition root of the window: the only place that knows the real bridge, storage and page. */
async function start(root: HTMLElement): Promise<void> {
  const bridge = windowBridge();
  const view = createViewStore(loadPreferences(window.localStorage, window.location.search));
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
  createRoot(root).render(
    <I18nextProvider i18n={texts}>
      <ServicesContext value={services}>
        <App />
      </ServicesContext>
    </I18nextProvider>,
  );
}

const root = document.getElementById('root');
if (root !== null) await start(root);
