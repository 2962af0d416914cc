import type { Page } from '@playwright/test';
import { WindowState } from './window-state.ts';

/** Names, units and notations that are the same in every language. */
const everywhere =
  /^(Ariadne|BTC|sat|sat\/vB|vB|UTC|(Ctrl|Alt|Shift)(\+(Shift|Alt|\S))*|Enter|Esc|Home|F1|F10|Electron [\d.]+.*|SIMULATED|English|German)$/;
const turned = /\u202E[^\u202C]*\u202C/g;

/**
 * Texts on the page, names for screen readers included, that neither came through the interface's texts (those are turned round in the
 * test language) nor are the scenario's own words, ids, numbers or notations.
 */
export async function untranslated(page: Page): Promise<string[]> {
  const shown = await page.evaluate(textsOfPage);
  const scenario = flat(await new WindowState(page).scenarioTexts());
  const isKnown = (text: string): boolean => {
    const rest = text
      .replaceAll(turned, ' ')
      .replaceAll(/[[\]\p{Script=Arabic}]/gu, ' ')
      .trim();
    const words = rest.split(/\s*·\s*|\s{2,}|\s*,\s*/).filter((part) => /\p{L}{2}/u.test(part));
    return words.every(
      (part) => everywhere.test(part.trim()) || scenario.includes(flat(part.replace(/^\s*\d+\s/, ''))) || isFromTheChain(part),
    );
  };
  return [...new Set(shown.filter((text) => !isKnown(text)))];
}

/** Ids, whole or shortened, hexadecimal bytes, dates and amounts with their units. */
const isFromTheChain = (text: string): boolean =>
  text
    .split(/\s+/)
    .every(
      (word) =>
        /^[0-9a-zA-Z]{4,}…[0-9a-zA-Z]{3,}(:\d+)?$/.test(word) ||
        /^(bc1|1|3)[0-9a-zA-Z]{20,}$/.test(word) ||
        /^[0-9a-f]{2,}(:\d+)?$/.test(word) ||
        everywhere.test(word) ||
        !/\p{L}{2}/u.test(word),
    );

const flat = (text: string): string => text.replaceAll(/[\s*_`#>~\\]+/g, '').toLowerCase();

function textsOfPage(): string[] {
  const texts: string[] = [];
  const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const { parentElement, data } = walker.currentNode as Text;
    if (parentElement !== null && !['SCRIPT', 'STYLE', 'TEXTAREA'].includes(parentElement.tagName) && isShown(parentElement))
      texts.push(data.trim());
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-valuetext', 'aria-roledescription']) {
    for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name)?.trim() ?? '');
  }
  return texts.filter((text) => text !== '');
}
