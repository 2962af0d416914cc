import {
  BookOpen,
  CircleHelp,
  Command as CommandIcon,
  FolderOpen,
  History,
  Info,
  Library,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Redo2,
  Search,
  Settings,
  SunMoon,
  Undo2,
  Users,
  Waypoints,
} from 'lucide-react';
import { leaveCase } from '../navigation.ts';
import type { PanelName } from '../services.ts';
import { setPreferences } from '../set-preferences.ts';
import { always, type Command, type CommandContext, everywhere, inCase, inWorkspace } from './command.ts';

const opening = (kind: 'search' | 'palette' | 'shortcuts' | 'about' | 'settings') => (context: CommandContext) =>
  context.services.view.setState({ dialog: { kind } });

const panel = (id: Command['id'], icon: Command['icon'], how: { name: PanelName; shortcut: string }): Command => ({
  id,
  group: 'panel',
  icon,
  shortcut: how.shortcut,
  screens: inWorkspace,
  isEnabled: always,
  run: ({ services }) => services.panels.current?.toggle(how.name),
});

const undoTarget = ({ data }: CommandContext): number | null => data?.state.undoTarget ?? null;
const redoTarget = ({ data }: CommandContext): number | null => data?.state.redoTarget ?? null;

const caseCommands: readonly Command[] = [
  {
    id: 'undo',
    group: 'case',
    icon: Undo2,
    shortcut: 'mod+z',
    screens: inWorkspace,
    isEnabled: (context) => undoTarget(context) !== null,
    run: async (context) => {
      const target = undoTarget(context);
      if (target !== null) await context.services.cases.append({ type: 'undo', target });
    },
  },
  {
    id: 'redo',
    group: 'case',
    icon: Redo2,
    shortcut: 'mod+shift+z',
    screens: inWorkspace,
    isEnabled: (context) => redoTarget(context) !== null,
    run: async (context) => {
      const target = redoTarget(context);
      if (target !== null) await context.services.cases.append({ type: 'redo', target });
    },
  },
  {
    id: 'history',
    group: 'case',
    icon: History,
    shortcut: 'mod+h',
    screens: inWorkspace,
    isEnabled: always,
    run: ({ services }) => {
      services.view.setState({ drawerTab: 'history' });
      services.panels.current?.show('drawer');
    },
  },
  { id: 'search', group: 'case', icon: Search, shortcut: 'mod+f', screens: inWorkspace, isEnabled: always, run: opening('search') },
  {
    id: 'show-briefing',
    group: 'case',
    icon: BookOpen,
    shortcut: 'mod+b',
    screens: inCase,
    isEnabled: ({ view, data }) => data !== null && view.screen !== 'briefing',
    run: ({ services }) => services.view.setState({ screen: 'briefing' }),
  },
  {
    id: 'show-workspace',
    group: 'case',
    icon: Waypoints,
    shortcut: 'mod+g',
    screens: inCase,
    isEnabled: ({ view, data }) => data !== null && view.screen !== 'workspace',
    run: ({ services }) => services.view.setState({ screen: 'workspace' }),
  },
];

export const appCommands: readonly Command[] = [
  ...caseCommands,
  panel('toggle-steps', PanelLeft, { name: 'steps', shortcut: 'mod+1' }),
  panel('toggle-inspector', PanelRight, { name: 'inspector', shortcut: 'mod+2' }),
  panel('toggle-drawer', PanelBottom, { name: 'drawer', shortcut: 'mod+3' }),
  {
    id: 'show-library',
    group: 'app',
    icon: Library,
    shortcut: 'mod+l',
    screens: inCase,
    isEnabled: always,
    run: ({ services }) => leaveCase(services, 'library'),
  },
  {
    id: 'open-scenario',
    group: 'app',
    icon: FolderOpen,
    shortcut: 'mod+o',
    screens: everywhere,
    isEnabled: always,
    run: ({ services }) => services.library.openDialog(),
  },
  {
    id: 'change-trainee',
    group: 'app',
    icon: Users,
    shortcut: null,
    screens: ['library', 'briefing', 'workspace', 'debrief'],
    isEnabled: always,
    run: ({ services }) => leaveCase(services, 'trainees'),
  },
  { id: 'palette', group: 'app', icon: CommandIcon, shortcut: 'mod+k', screens: everywhere, isEnabled: always, run: opening('palette') },
  {
    id: 'switch-theme',
    group: 'app',
    icon: SunMoon,
    shortcut: 'mod+shift+l',
    screens: everywhere,
    isEnabled: always,
    run: ({ services, view }) => setPreferences(services.view, { theme: view.preferences.theme === 'dark' ? 'light' : 'dark' }),
  },
  { id: 'settings', group: 'app', icon: Settings, shortcut: 'mod+comma', screens: everywhere, isEnabled: always, run: opening('settings') },
  { id: 'shortcuts', group: 'app', icon: CircleHelp, shortcut: 'f1', screens: everywhere, isEnabled: always, run: opening('shortcuts') },
  { id: 'about', group: 'app', icon: Info, shortcut: null, screens: everywhere, isEnabled: always, run: opening('about') },
];
