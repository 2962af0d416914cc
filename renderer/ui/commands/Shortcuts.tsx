import { useHotkeys } from 'react-hotkeys-hook';
import { useView } from '../services.ts';
import { useCommands } from './use-commands.ts';

/** Places that read letters themselves: menus and lists jump to the item that begins with one. */
const readsLetters = '[role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"], input, textarea, select, [contenteditable]';

/** In a text field these belong to the text. */
const textCombos: readonly string[] = ['mod+z', 'mod+shift+z'];
const writesText = 'input, textarea, [contenteditable]';

const isPlainKey = (combo: string): boolean => !/^(mod|alt|f\d)/.test(combo);

const alsoKnownAs: Readonly<Record<string, string>> = { 'mod+y': 'mod+shift+z', 'shift+equal': 'equal' };

/** Listens for every command's shortcut. One listener for all; renders nothing. */
export function Shortcuts() {
  const { offered } = useCommands();
  const hasDialog = useView((state) => state.dialog !== null);
  const hasSingleKeys = useView((state) => state.preferences.singleKeys);
  const combos = offered.flatMap(({ command }) => (command.shortcut === null ? [] : [command.shortcut]));
  useHotkeys(
    [...combos, ...Object.keys(alsoKnownAs)],
    (event, handler) => {
      const pressed = [handler.mod && 'mod', handler.alt && 'alt', handler.shift && 'shift', ...(handler.keys ?? [])]
        .filter(Boolean)
        .join('+');
      const combo = alsoKnownAs[pressed] ?? pressed;
      const item = offered.find(({ command }) => command.shortcut === combo);
      if (item === undefined || hasDialog || !item.isEnabled) return;
      const isOver = (places: string): boolean => event.target instanceof Element && event.target.closest(places) !== null;
      if (isPlainKey(combo) && (!hasSingleKeys || event.defaultPrevented || isOver(readsLetters))) return;
      if (textCombos.includes(combo) && isOver(writesText)) return;
      event.preventDefault();
      item.run();
    },
    { enableOnFormTags: true, enableOnContentEditable: true },
    [offered, hasDialog, hasSingleKeys],
  );
  return null;
}
