import type { CommandId } from '../commands/command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { IconButton } from '../controls/IconButton.tsx';

/** A command as an icon with its tooltip; nothing on screens that do not have it. */
export function Tool({ id }: { readonly id: CommandId }) {
  const { find } = useCommands();
  const item = find(id);
  if (item === undefined) return null;
  return (
    <IconButton
      icon={item.command.icon}
      label={item.label}
      shortcut={item.command.shortcut}
      isDisabled={!item.isEnabled}
      onPress={item.run}
    />
  );
}
