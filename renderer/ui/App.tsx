import { lazy, Suspense, useEffect, useEffectEvent } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { BridgeEvent } from '../../core/bridge/contract.ts';
import { directionOf } from '../i18n/i18n.ts';
import { CaseLanguage } from './CaseLanguage.tsx';
import { Shortcuts } from './commands/Shortcuts.tsx';
import { useCommands } from './commands/use-commands.ts';
import { NoticeRegion } from './controls/NoticeRegion.tsx';
import { notify } from './controls/notices.ts';
import { Dialogs } from './dialogs/Dialogs.tsx';
import { ImportFailureDialog } from './library/ImportFailureDialog.tsx';
import { ImportJobs } from './library/ImportJobs.tsx';
import { Library } from './library/Library.tsx';
import { useCaseStore, useRun, useServices, useView } from './services.ts';
import { TopBar } from './TopBar.tsx';
import { TraineeChooser } from './trainees/TraineeChooser.tsx';

// The window opens on the library or the trainees. Three, the tables and Markdown are read once it stands, not before.
const screens = {
  briefing: () => import('./briefing/Briefing.tsx'),
  workspace: () => import('./workspace/Workspace.tsx'),
  debrief: () => import('./debrief/Debrief.tsx'),
};
const Briefing = lazy(async () => ({ default: (await screens.briefing()).Briefing }));
const Workspace = lazy(async () => ({ default: (await screens.workspace()).Workspace }));
const Debrief = lazy(async () => ({ default: (await screens.debrief()).Debrief }));

export function App() {
  const preferences = useView((state) => state.preferences);
  const { i18n } = useTranslation();
  const { language, theme, motion } = preferences;
  useEffect(() => {
    const page = document.documentElement;
    page.lang = language;
    page.dir = directionOf(language);
    page.dataset['theme'] = theme;
    page.dataset['motion'] = motion;
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [language, theme, motion, i18n]);
  useEffect(() => {
    const idle = window.requestIdleCallback(() => void Promise.all([screens.briefing(), screens.workspace(), screens.debrief()]));
    return () => window.cancelIdleCallback(idle);
  }, []);
  return (
    <I18nProvider locale={language}>
      <div className="app">
        <TopBar />
        <main className="app__screen">
          <Suspense>
            <CurrentScreen />
          </Suspense>
        </main>
        <Dialogs />
        <ImportFailureDialog />
        <FloatingImports />
        <NoticeRegion />
        <Shortcuts />
        <HostEvents />
        <CaseLanguage />
      </div>
    </I18nProvider>
  );
}

function CurrentScreen() {
  const screen = useView((state) => state.screen);
  const hasCase = useCaseStore((state) => state.data !== null);
  if (screen === 'trainees') return <TraineeChooser />;
  if (screen === 'library' || !hasCase) return <Library />;
  if (screen === 'briefing') return <Briefing />;
  return screen === 'workspace' ? <Workspace /> : <Debrief />;
}

/** Away from the library, what is being opened is still in sight. */
function FloatingImports() {
  const screen = useView((state) => state.screen);
  if (screen === 'library') return null;
  return (
    <div className="floating-imports">
      <ImportJobs />
    </div>
  );
}

/** The host's news that are about no screen in particular. */
function HostEvents() {
  const { bridge, library, notices } = useServices();
  const { t } = useTranslation();
  const { run: runCommand } = useCommands();
  const run = useRun();
  const take = useEffectEvent((event: BridgeEvent) => {
    if (event.type === 'shell.command') runCommand(event.command);
    if (event.type === 'library.changed' || event.type === 'import.done') run(() => library.refresh());
    if (event.type === 'import.done') notify(notices, { tone: 'success', title: t('import.done') });
  });
  useEffect(() => bridge.onEvent((event) => take(event)), [bridge]);
  return null;
}
