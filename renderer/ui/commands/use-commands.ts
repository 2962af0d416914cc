import { useTranslation } from 'react-i18next';
import { useCaseStore, useRun, useServices, useView } from '../services.ts';
import { appCommands } from './app-commands.ts';
import { cameraCommands } from './camera-commands.ts';
import type { Command, CommandContext, CommandId } from './command.ts';
import { graphCommands } from './graph-commands.ts';
import { markCommands } from './mark-commands.ts';

/** Every command there is, in the order menus and the palette list them. */
export const allCommands: readonly Command[] = [...graphCommands, ...markCommands, ...cameraCommands, ...appCommands];

interface OfferedCommand {
  readonly command: Command;
  readonly label: string;
  readonly isEnabled: boolean;
  readonly run: () => void;
}

export interface Commands {
  /** Those that exist on this screen, with whether they would do anything now. */
  readonly offered: readonly OfferedCommand[];
  /** Throws nothing: a command that this screen does not have is ignored. */
  readonly run: (id: string) => void;
  readonly find: (id: CommandId) => OfferedCommand | undefined;
}

export function useCommands(): Commands {
  const services = useServices();
  const { i18n, t } = useTranslation();
  const run = useRun();
  const view = useView((state) => state);
  const data = useCaseStore((state) => state.data);
  const context: CommandContext = { services, texts: i18n, view, data };
  const offered = allCommands
    .filter((command) => command.screens.includes(view.screen))
    .map((command) => ({
      command,
      label: t(`command.${command.id}`),
      isEnabled: command.isEnabled(context),
      run: () => run(async () => command.run(context)),
    }));
  const find = (id: string) => offered.find((item) => item.command.id === id);
  return {
    offered,
    find,
    run: (id) => {
      const item = find(id);
      if (item?.isEnabled === true) item.run();
    },
  };
}
