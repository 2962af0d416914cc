/** Keyboards of a Mac print ⌘; the rest of the world reads Ctrl. */
const isMac = navigator.platform.startsWith('Mac');

const printed: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: isMac ? '⇧' : 'Shift',
  alt: isMac ? '⌥' : 'Alt',
  bracketleft: '[',
  bracketright: ']',
  comma: ',',
  slash: '/',
  escape: 'Esc',
  delete: 'Del',
  equal: '+',
  minus: '−',
};

/** `mod+k` as the keyboard in front of the person prints it. */
export function printedCombo(combo: string): string {
  return combo
    .split('+')
    .map((key) => printed[key] ?? (key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)))
    .join(isMac ? '' : '+');
}

export function KeyHint({ combo }: { readonly combo: string }) {
  return (
    <kbd className="key-hint" dir="ltr">
      {printedCombo(combo)}
    </kbd>
  );
}
