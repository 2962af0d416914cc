import { CircleHelp, Clock, Command as CommandIcon, Moon, Settings, Sun } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useCommands } from './commands/use-commands.ts';
import { Time } from './controls/Figures.tsx';
import { IconButton } from './controls/IconButton.tsx';
import { KeyHint, printedCombo } from './controls/KeyHint.tsx';
import { SimulatedMark } from './controls/Marks.tsx';
import { useCaseStore, useLibrary, useView } from './services.ts';
import { Tool } from './workspace/Tool.tsx';

/** Who works here, on which case, at which simulated time, with which score; and the way to everything else. */
export function TopBar() {
  const screen = useView((state) => state.screen);
  const data = useCaseStore((state) => state.data);
  const trainee = useLibrary((state) => state.trainee);
  const hasCase = data !== null && (screen === 'workspace' || screen === 'briefing' || screen === 'debrief');
  return (
    <header className="top-bar">
      <HomeButton />
      {hasCase && (
        <h1 className="top-bar__title" lang={data.briefing.language}>
          {data.briefing.title}
        </h1>
      )}
      <SimulatedMark />
      <span className="top-bar__gap" />
      {hasCase && <CaseFigures />}
      {!hasCase && trainee !== null && screen !== 'trainees' && <TraineeButton name={trainee.name} />}
      <TopTools />
    </header>
  );
}

function HomeButton() {
  const { t } = useTranslation();
  const { find } = useCommands();
  const toLibrary = find('show-library');
  if (toLibrary === undefined) return <span className="top-bar__brand">Ariadne</span>;
  return (
    <AriaButton className="top-bar__brand top-bar__brand--button" onPress={toLibrary.run} aria-label={t('top.toLibrary')}>
      Ariadne
    </AriaButton>
  );
}

function TraineeButton({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { run } = useCommands();
  return (
    <AriaButton className="top-bar__trainee" onPress={() => run('change-trainee')} aria-label={t('top.trainee', { name })}>
      {name}
    </AriaButton>
  );
}

function CaseFigures() {
  const { t } = useTranslation();
  const data = useCaseStore((state) => state.data);
  if (data === null) return null;
  const { points, maxPoints, isGradedHere } = data.exercise;
  return (
    <dl className="top-bar__figures">
      <div title={t('top.clockMeaning')}>
        <dt>
          <Clock aria-hidden size={14} />
          {t('top.clock')}
        </dt>
        <dd>
          <Time atMs={data.state.clockMs} />
        </dd>
      </div>
      <div>
        <dt>{t('top.score')}</dt>
        <dd className="figure">{isGradedHere ? t('top.points', { points, max: maxPoints }) : t('top.gradedLater')}</dd>
      </div>
    </dl>
  );
}

function TopTools() {
  const { t } = useTranslation();
  const { run } = useCommands();
  const theme = useView((state) => state.preferences.theme);
  return (
    <div className="top-bar__tools">
      <Tool id="show-briefing" />
      <Tool id="search" />
      <Tool id="undo" />
      <Tool id="redo" />
      <AriaButton
        className="top-bar__palette"
        onPress={() => run('palette')}
        aria-label={`${t('command.palette')} ${printedCombo('mod+k')}`}
      >
        <CommandIcon aria-hidden size={14} />
        <KeyHint combo="mod+k" />
      </AriaButton>
      <IconButton
        icon={theme === 'dark' ? Sun : Moon}
        label={t(theme === 'dark' ? 'top.toLight' : 'top.toDark')}
        onPress={() => run('switch-theme')}
      />
      <IconButton icon={Settings} label={t('command.settings')} onPress={() => run('settings')} />
      <IconButton icon={CircleHelp} label={t('command.shortcuts')} shortcut="f1" onPress={() => run('shortcuts')} />
    </div>
  );
}
