import { Button as AriaButton, Separator, Toolbar, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CommandId } from '../commands/command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { KeyHint } from '../controls/KeyHint.tsx';
import { FilterPopover } from './FilterPopover.tsx';
import { Tool } from './Tool.tsx';

const tools: readonly (readonly CommandId[])[] = [
  ['mark-suspect', 'mark-victim', 'mark-cleared'],
  ['label', 'note', 'group-co-spend', 'change-candidates'],
  ['pin', 'unpin', 'hide', 'show-hidden'],
];

/** Everything that can be done to what is selected. Disabled tools say by their name what they wait for. */
export function GraphToolbar() {
  const { t } = useTranslation();
  return (
    <Toolbar className="toolbar" aria-label={t('toolbar.title')}>
      <WordyTool id="expand-in" />
      <WordyTool id="expand-out" />
      <FilterPopover />
      {tools.map((group) => (
        <span key={group[0]} className="toolbar__group">
          <Separator orientation="vertical" className="toolbar__separator" />
          {group.map((id) => (
            <Tool key={id} id={id} />
          ))}
        </span>
      ))}
    </Toolbar>
  );
}

/** The two tools that an investigation lives on carry their name. */
function WordyTool({ id }: { readonly id: CommandId }) {
  const { t } = useTranslation();
  const { find } = useCommands();
  const item = find(id);
  if (item === undefined) return null;
  const Icon = item.command.icon;
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton className="toolbar__wordy" isDisabled={!item.isEnabled} onPress={item.run} aria-label={item.label}>
        <Icon aria-hidden size={16} className="flips" />
        <span className="toolbar__word">{t(id === 'expand-in' ? 'toolbar.in' : 'toolbar.out')}</span>
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {item.label}
        {item.command.shortcut !== null && <KeyHint combo={item.command.shortcut} />}
      </Tooltip>
    </TooltipTrigger>
  );
}
