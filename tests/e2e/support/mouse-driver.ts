import { expect, type Locator, type Page } from '@playwright/test';
import type { Answer } from '../../../core/case/answer.ts';
import type { Mark } from '../../../core/case/entry.ts';
import { addressNode, isAddressNode, type NodeId, nodeKey, txNode } from '../../../core/ids.ts';
import type { Driver } from './driver.ts';
import { english, filled, type Texts } from './texts.ts';
import { btc } from './typed-amount.ts';
import { WindowState } from './window-state.ts';

/** Works the window by mouse: clicks on the picture itself, on tools, tables and controls. The keyboard only fills text fields. */
export class MouseDriver implements Driver {
  readonly #page: Page;
  readonly #state: WindowState;
  readonly #texts: Texts;

  constructor(page: Page, texts = english) {
    this.#page = page;
    this.#texts = texts;
    this.#state = new WindowState(page);
  }

  get page(): Page {
    return this.#page;
  }

  get state(): WindowState {
    return this.#state;
  }

  /** A tool by its name, over the graph or in the bar at the top. */
  tool(name: string): Locator {
    return this.button(name).first();
  }

  button(name: string | RegExp): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }

  async expand(node: NodeId, direction: 'in' | 'out'): Promise<void> {
    await this.click(node);
    const before = await this.#visibleCount();
    await this.tool(this.#texts.command[`expand-${direction}`]).click();
    await expect.poll(() => this.#visibleCount()).toBeGreaterThan(before);
  }

  async bringIn(node: NodeId): Promise<void> {
    if (await this.#isVisible(node)) return;
    const from = await this.#state.neighbourFor(node);
    if (from !== null) {
      await this.expand(from.node, from.direction);
      if (await this.#isVisible(node)) return;
    }
    await this.tool(this.#texts.command.search).click();
    const dialog = this.#page.getByRole('dialog', { name: this.#texts.search.title });
    await dialog.getByLabel(this.#texts.search.label).fill(nodeKey(node));
    await dialog.getByRole('button', { name: filled(this.#texts.search.addNamed, { id: nodeKey(node) }) }).click();
    await expect.poll(() => this.#isVisible(node)).toBe(true);
  }

  async mark(nodes: readonly NodeId[], mark: Mark): Promise<void> {
    await this.select(nodes);
    await this.tool(this.#texts.command[`mark-${mark}`]).click();
    await expect
      .poll(async () => (await this.#state.nodes()).filter((node) => nodes.includes(node.id)).every((node) => node.mark === mark))
      .toBe(true);
  }

  async claimChange(txid: string, vout: number): Promise<void> {
    await this.click(txNode(txid));
    await this.tool(this.#texts.command['change-candidates']).click();
    await this.button(filled(this.#texts.change.claimNamed, { vout: String(vout) })).click();
    await expect(this.button(this.#texts.change.withdraw)).toBeVisible();
    await this.#page.getByRole('tab', { name: this.#texts.inspector.tab.details }).click();
  }

  async groupByCoSpend(address: NodeId): Promise<void> {
    await this.click(address);
    await this.tool(this.#texts.command['group-co-spend']).click();
    await expect(this.#page.getByText(this.#texts.group.inference)).toBeVisible();
  }

  /** Clicks on a node in the picture until it alone, or with what was selected before, is selected. */
  async click(node: NodeId, how: 'replace' | 'add' = 'replace'): Promise<void> {
    const before = how === 'add' ? await this.#state.selection() : [];
    for (let tries = 0; tries < 8; tries += 1) {
      const at = await this.restingPlace(node);
      if (at === null) {
        await this.#bringIntoSight(node, tries);
        continue;
      }
      if (how === 'add') await this.#page.keyboard.down('Control');
      await this.#page.mouse.click(at.x, at.y);
      if (how === 'add') await this.#page.keyboard.up('Control');
      const now = await this.#state.selection();
      if (now.includes(node) && now.length === before.length + 1) return;
      // Something else lies before it: undo the pick where it adds, and come closer.
      if (how === 'add') await this.select(before);
      await this.#page.mouse.move(at.x, at.y);
      await this.#page.mouse.wheel(0, -400);
    }
    throw new Error(`${node} could not be clicked in the picture`);
  }

  async select(nodes: readonly NodeId[]): Promise<void> {
    const [first, ...rest] = nodes;
    if (first === undefined) return;
    await this.click(first);
    for (const node of rest) await this.click(node, 'add');
    expect(await this.#state.selection()).toEqual(nodes);
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
        return this.#pickOutput(answer.outpoint);
      case 'amount':
        return this.#page.getByRole('textbox', { name: this.#texts.answer.amount }).fill(btc(answer.sat));
      case 'choice':
      case 'decision':
        return this.#choose(answer.choice);
      case 'order':
        return this.#order(answer.events);
      case 'finding':
        await this.#choose(answer.claim);
        await this.#page.getByRole('textbox', { name: this.#texts.finding.words }).fill(answer.text);
        await this.#pick(answer.evidence);
        return this.#page
          .getByRole('radiogroup', { name: this.#texts.finding.confidence })
          .locator('.radio')
          .filter({ hasText: this.#texts.finding.level[answer.confidence] })
          .click();
    }
  }

  async submit(): Promise<void> {
    await this.button(this.#texts.answer.submit).click();
    await expect.poll(() => this.#state.isActing()).toBe(false);
  }

  async next(): Promise<void> {
    await this.button(this.#texts.step.next).click();
  }

  async #pick(nodes: readonly NodeId[]): Promise<void> {
    for (const node of nodes) await this.bringIn(node);
    await this.select(nodes);
    await this.button(this.#texts.answer.addSelection).click();
  }

  async #pickOutput(outpoint: string): Promise<void> {
    const [txid = '', vout = ''] = outpoint.split(':');
    await this.bringIn(txNode(txid));
    await this.click(txNode(txid));
    await this.button(this.#texts.command.fit).click();
    await this.#page.waitForTimeout(600);
    const line = await this.#state.positionOfOutput(outpoint);
    // On the picture itself where the output's address is there too.
    if (line !== null) {
      await this.#page.mouse.click(line.x, line.y);
      await expect.poll(() => this.#state.selectedOutput()).toBe(outpoint);
    } else await this.button(filled(this.#texts.tx.pickOutput, { vout })).click();
    await this.button(this.#texts.answer.addSelection).click();
  }

  async #choose(id: string): Promise<void> {
    const text = (await this.#state.choices())[id] ?? '';
    await this.#page.locator('.radio').filter({ hasText: text }).click();
  }

  async #order(events: readonly string[]): Promise<void> {
    const texts = await this.#state.choices();
    const list = this.#page.getByRole('list', { name: this.#texts.answer.yours });
    for (const [target, event] of events.entries()) {
      const text = texts[event] ?? '';
      const up = this.button(filled(this.#texts.answer.moveUp, { name: text }));
      const place = async (): Promise<number> =>
        (await list.getByRole('listitem').allInnerTexts()).findIndex((line) => line.includes(text));
      for (let at = await place(); at > target; at -= 1) {
        await up.click();
        await expect.poll(place).toBe(at - 1);
      }
    }
  }

  /** Where a node is once the picture stands still; null when it is out of the picture. */
  async restingPlace(node: NodeId): Promise<{ x: number; y: number } | null> {
    let last = await this.#state.positionOf(node);
    for (let looks = 0; looks < 60; looks += 1) {
      await this.#page.waitForTimeout(50);
      const now = await this.#state.positionOf(node);
      if (now === null ? last === null : last !== null && Math.hypot(now.x - last.x, now.y - last.y) < 0.5) break;
      last = now;
    }
    if (last === null) return null;
    const isFree = await this.#page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest('.graph-canvas') != null, last);
    return isFree ? last : null;
  }

  /** First the whole picture; when that does not do, the node's row in the table, double-clicked. */
  async #bringIntoSight(node: NodeId, tries: number): Promise<void> {
    if (tries === 0) return this.button(this.#texts.command.fit).click();
    await this.#page
      .getByRole('tab', { name: isAddressNode(node) ? this.#texts.drawer.tab.addresses : this.#texts.drawer.tab.transactions })
      .last()
      .click();
    const row = this.#page.getByRole('row').filter({ has: this.#page.locator(`[title="${nodeKey(node)}"]`) });
    await row.dblclick();
  }

  async #isVisible(node: NodeId): Promise<boolean> {
    return (await this.#state.nodes()).some(({ id, isHidden }) => id === node && !isHidden);
  }

  async #visibleCount(): Promise<number> {
    return (await this.#state.nodes()).filter(({ isHidden }) => !isHidden).length;
  }
}
