import { expect, type Locator, type Page } from '@playwright/test';
import type { Answer } from '../../../core/case/answer.ts';
import type { Mark } from '../../../core/case/entry.ts';
import { addressNode, isAddressNode, type NodeId, nodeKey, splitOutpoint, txNode } from '../../../core/ids.ts';
import type { Driver } from './driver.ts';
import { english as en } from './texts.ts';
import { btc } from './typed-amount.ts';
import { WindowState } from './window-state.ts';

const markKeys: Readonly<Record<Mark, string>> = { suspect: 's', victim: 'v', cleared: 'c' };
type Table = 'addresses' | 'transactions' | 'outputs';

/** Works the window with keys alone: Tab, arrows, Enter, Space, shortcuts and the command palette. Never touches the mouse. */
export class KeyboardDriver implements Driver {
  readonly page: Page;
  readonly state: WindowState;

  constructor(page: Page) {
    this.page = page;
    this.state = new WindowState(page);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Presses Tab (or Shift+Tab, whichever is nearer) until the focus is on the target or inside of it. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let presses = 0; presses < 250; presses += 1) {
      const way = await target.evaluate((wanted) => {
        const active = document.activeElement;
        if (active === null || active === document.body) return 'Tab';
        if (wanted === active || wanted.contains(active)) return 'there';
        return wanted.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING ? 'Shift+Tab' : 'Tab';
      });
      if (way === 'there') return;
      await this.page.keyboard.press(way);
    }
    throw new Error(`Tab never reaches ${String(target)}`);
  }

  async press(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.page.keyboard.press('Enter');
  }

  /** Runs an action by its name through the command palette. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await expect(this.page.getByRole('dialog', { name: en.command.palette })).toBeVisible();
    await this.page.keyboard.type(name);
    await expect(this.page.getByRole('menuitem')).toHaveCount(1);
    await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
  }

  async expand(node: NodeId, direction: 'in' | 'out'): Promise<void> {
    await this.select([node]);
    const before = (await this.state.nodes()).length;
    await this.page.keyboard.press(direction === 'in' ? 'i' : 'o');
    await expect.poll(async () => (await this.state.nodes()).length).toBeGreaterThan(before);
  }

  async bringIn(node: NodeId): Promise<void> {
    const isOnGraph = async (): Promise<boolean> => (await this.state.nodes()).some(({ id }) => id === node);
    if (await isOnGraph()) return;
    const from = await this.state.neighbourFor(node);
    if (from !== null) {
      await this.expand(from.node, from.direction);
      if (await isOnGraph()) return;
    }
    await this.page.keyboard.press('Control+f');
    await expect(this.page.getByRole('textbox', { name: en.search.label })).toBeFocused();
    await this.page.keyboard.insertText(nodeKey(node));
    await this.press(this.button(en.search.addNamed.replace('{{id}}', nodeKey(node))));
    await expect.poll(isOnGraph).toBe(true);
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
  }

  async mark(nodes: readonly NodeId[], mark: Mark): Promise<void> {
    await this.select(nodes);
    await this.page.keyboard.press(markKeys[mark]);
    const areMarked = async (): Promise<boolean> =>
      (await this.state.nodes()).filter((node) => nodes.includes(node.id)).every((node) => node.mark === mark);
    await expect.poll(areMarked).toBe(true);
  }

  async claimChange(txid: string, vout: number): Promise<void> {
    await this.select([txNode(txid)]);
    await this.command(en.command['change-candidates']);
    await this.press(this.button(en.change.claimNamed.replace('{{vout}}', String(vout))));
    await expect(this.button(en.change.withdraw)).toBeVisible();
  }

  async groupByCoSpend(address: NodeId): Promise<void> {
    await this.select([address]);
    await this.command(en.command['group-co-spend']);
    await expect(this.page.getByText(en.group.inference)).toBeVisible();
  }

  /** Selects in the tables: Enter takes the first row alone, Space adds the others. */
  async select(nodes: readonly NodeId[]): Promise<void> {
    const wanted = nodes.join();
    const now = await this.state.selection();
    if (now.join() === wanted && nodes.length > 1) return;
    for (const [index, node] of nodes.entries()) {
      await this.#toRow(isAddressNode(node) ? 'addresses' : 'transactions', nodeKey(node));
      if (index > 0) await this.page.keyboard.press('Space');
      else if (now.join() !== node) {
        // Enter on a row that is selected already shows it; taken out first, it is taken alone.
        if (now.includes(node)) await this.page.keyboard.press('Space');
        await this.page.keyboard.press('Enter');
      }
    }
    await expect.poll(async () => (await this.state.selection()).join()).toBe(wanted);
  }

  async answer(answer: Answer): Promise<void> {
    switch (answer.kind) {
      case 'address':
        return this.#pick([addressNode(answer.address)]);
      case 'transaction':
        return this.#pick([txNode(answer.txid)]);
      case 'address-set':
        return this.#pick(answer.addresses.map(addressNode));
      case 'path':
        return this.#pick(answer.nodes);
      case 'output':
        await this.bringIn(txNode(splitOutpoint(answer.outpoint).txid));
        await this.#toRow('outputs', answer.outpoint);
        await this.page.keyboard.press('Enter');
        return this.press(this.button(en.answer.addSelection));
      case 'amount':
        await this.tabTo(this.page.getByRole('textbox', { name: en.answer.amount }));
        return this.page.keyboard.type(btc(answer.sat));
      case 'choice':
        return this.#choose(en.answer.choice, await this.#choiceText(answer.choice));
      case 'decision':
        return this.#choose(en.answer.decision, await this.#choiceText(answer.choice));
      case 'order':
        return this.#order(answer.events);
      case 'finding':
        return this.#finding(answer);
    }
  }

  async submit(): Promise<void> {
    await this.press(this.button(en.answer.submit));
    await expect.poll(() => this.state.isActing()).toBe(false);
  }

  async next(): Promise<void> {
    await this.press(this.button(en.step.next));
  }

  async #finding(finding: Extract<Answer, { kind: 'finding' }>): Promise<void> {
    await this.#choose(en.finding.claim, await this.#choiceText(finding.claim));
    await this.tabTo(this.page.getByRole('textbox', { name: en.finding.words }));
    await this.page.keyboard.insertText(finding.text);
    await this.#pick(finding.evidence);
    await this.#choose(en.finding.confidence, en.finding.level[finding.confidence]);
  }

  async #pick(nodes: readonly NodeId[]): Promise<void> {
    for (const node of nodes) await this.bringIn(node);
    await this.select(nodes);
    await this.press(this.button(en.answer.addSelection));
  }

  async #choiceText(id: string): Promise<string> {
    return (await this.state.choices())[id] ?? '';
  }

  /** Tab into the group, arrows to the option, Space where no arrow has chosen it yet. */
  async #choose(group: string, text: string): Promise<void> {
    const radios = this.page.getByRole('radiogroup', { name: group });
    await this.tabTo(radios);
    const wanted = radios.getByRole('radio', { name: text });
    for (let presses = 0; presses < 20; presses += 1) {
      if (await wanted.evaluate((radio) => radio === document.activeElement)) break;
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Space');
    await expect(wanted).toBeChecked();
  }

  async #order(events: readonly string[]): Promise<void> {
    const list = this.page.getByRole('list', { name: en.answer.yours });
    for (const [target, event] of events.entries()) {
      const text = await this.#choiceText(event);
      const up = this.button(en.answer.moveUp.replace('{{name}}', text));
      const place = async (): Promise<number> =>
        (await list.getByRole('listitem').allInnerTexts()).findIndex((line) => line.includes(text));
      for (let at = await place(); at > target; at -= 1) {
        await this.press(up);
        await expect.poll(place).toBe(at - 1);
      }
    }
  }

  /** Into the table and to the row of this id. */
  async #toRow(table: Table, id: string): Promise<void> {
    await this.#toTable(table);
    for (let looks = 0; looks < 60; looks += 1) {
      const offset = await this.page.locator('.drawer .data-table').evaluate((root, title) => {
        const rows = [...root.querySelectorAll('[role="row"][aria-rowindex]')];
        const indexOf = (row: Element | undefined): number | null => (row === undefined ? null : Number(row.getAttribute('aria-rowindex')));
        const active = root.querySelector('[role="grid"]')?.getAttribute('aria-activedescendant') ?? '';
        const from = indexOf(rows.find((row) => row.id === active));
        const to = indexOf(rows.find((row) => [...row.querySelectorAll('[title]')].some((part) => part.getAttribute('title') === title)));
        return from === null || to === null ? null : to - from;
      }, id);
      if (offset === 0) return;
      const isDown = offset === null ? looks < 30 : offset > 0;
      const page = offset === null ? 'Page' : 'Arrow';
      const presses = offset === null ? 1 : Math.abs(offset);
      for (let press = 0; press < presses; press += 1) await this.page.keyboard.press(`${page}${isDown ? 'Down' : 'Up'}`);
    }
    throw new Error(`no row of ${id} in the table ${table}`);
  }

  async #toTable(table: Table): Promise<void> {
    const tabs = this.page.getByRole('tablist', { name: en.drawer.title });
    const wanted = tabs.getByRole('tab', { name: en.drawer.tab[table] });
    if ((await wanted.getAttribute('aria-selected')) !== 'true') {
      await this.tabTo(tabs);
      for (let presses = 0; presses < 6 && (await wanted.getAttribute('aria-selected')) !== 'true'; presses += 1) {
        await this.page.keyboard.press('ArrowRight');
      }
    }
    await this.tabTo(this.page.getByRole('grid', { name: en.drawer.tab[table] }));
    // The grid itself reads the keys, not the sort buttons in its head.
    if (await this.page.getByRole('grid', { name: en.drawer.tab[table] }).evaluate((grid) => grid !== document.activeElement)) {
      await this.page.keyboard.press('Shift+Tab');
    }
  }
}
