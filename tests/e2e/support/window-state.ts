import type { JSHandle, Page } from '@playwright/test';
import type { NodeId } from '../../../core/ids.ts';
import type { GraphCanvasHandle } from '../../../renderer/ui/GraphCanvas.tsx';
import type { Services } from '../../../renderer/ui/services.ts';

interface Fiber {
  readonly memoizedProps: { readonly value?: unknown } | null;
  readonly child: Fiber | null;
}

/** The window's services, found in React's own tree: the product needs no hook for its tests. Tests read them and act as people do. */
function findServices(): Services {
  const root = document.getElementById('root') as unknown as Record<string, { stateNode: { current: Fiber } }>;
  const key = Object.keys(root).find((name) => name.startsWith('__reactContainer$')) ?? '';
  for (let fiber: Fiber | null = root[key]?.stateNode.current ?? null; fiber !== null; fiber = fiber.child) {
    const value = fiber.memoizedProps?.value;
    if (typeof value === 'object' && value !== null && 'cases' in value && 'graph' in value) return value as Services;
  }
  throw new Error('the window shows no application');
}

/** What is on the graph, and where. */
export interface GraphNode {
  readonly id: NodeId;
  readonly mark: string | null;
  readonly isHidden: boolean;
  readonly label: string;
}

/** Everything of an attempt that has to come back after a crash. */
export interface CaseSnapshot {
  readonly head: unknown;
  /** The folded log. */
  readonly state: unknown;
  readonly exercise: unknown;
}

export class WindowState {
  readonly #page: Page;
  /** Made once per page: the services live as long as the document. */
  #found: Promise<JSHandle<Services>> | null = null;

  constructor(page: Page) {
    this.#page = page;
  }

  #services(): Promise<JSHandle<Services>> {
    this.#found ??= this.#page.evaluateHandle(findServices);
    return this.#found;
  }

  /** Client coordinates of a node's centre; null when it is not in the picture. */
  async positionOf(node: NodeId): Promise<{ x: number; y: number } | null> {
    const services = await this.#services();
    return services.evaluate((all, id) => (all.graph.current as GraphCanvasHandle | null)?.screenPositionOf(id) ?? null, node);
  }

  /** Client coordinates of the middle of an output's edge; null when it is not in the picture. */
  async positionOfOutput(outpoint: string): Promise<{ x: number; y: number } | null> {
    const services = await this.#services();
    return services.evaluate((all, id) => (all.graph.current as GraphCanvasHandle | null)?.screenPositionOfCoin(id) ?? null, outpoint);
  }

  async selectedOutput(): Promise<string | null> {
    const services = await this.#services();
    return services.evaluate((all) => all.view.getState().selectedOutput);
  }

  async selection(): Promise<readonly NodeId[]> {
    const services = await this.#services();
    return services.evaluate((all) => [...all.view.getState().selection]);
  }

  async screen(): Promise<string> {
    const services = await this.#services();
    return services.evaluate((all) => all.view.getState().screen);
  }

  /** What the current step offers to choose from: text by id. */
  async choices(): Promise<Readonly<Record<string, string>>> {
    const services = await this.#services();
    return services.evaluate((all) => {
      const exercise = all.cases.store.getState().data?.exercise;
      const step = exercise?.steps.find(({ id }) => id === exercise.currentStepId);
      return Object.fromEntries((step?.choices ?? []).map(({ id, text }) => [id, text]));
    });
  }

  /** Everything the scenario and the trainee have written: it stays in the language they wrote it in. */
  async scenarioTexts(): Promise<string> {
    const services = await this.#services();
    return services.evaluate(async (all) => {
      const { data } = all.cases.store.getState();
      const texts: string[] = [];
      const gather = (value: unknown): void => {
        if (typeof value === 'string') texts.push(value);
        else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) gather(part);
      };
      gather(data?.briefing);
      gather(data?.exercise);
      gather([...(data?.ledger.addresses.values() ?? [])]);
      const { cards, trainees, trainee } = all.library.store.getState();
      gather([cards, trainees, trainee]);
      if (data?.state.finished === true) gather(await all.bridge.call('debrief.get', { attemptId: data.attemptId, language: 'en' }));
      return texts.join('\n');
    });
  }

  /** For pictures only: an open dialog covers the button that does it. */
  async setTheme(theme: 'dark' | 'light'): Promise<void> {
    const services = await this.#services();
    await services.evaluate(
      (all, wanted) => all.view.setState(({ preferences }) => ({ preferences: { ...preferences, theme: wanted } })),
      theme,
    );
    await this.#page.locator(`html[data-theme="${theme}"]`).waitFor();
  }

  /** Points so far, and what is being asked. */
  async exercise(): Promise<{ points: number; maxPoints: number; currentStepId: string | null; stepCount: number }> {
    const services = await this.#services();
    return services.evaluate((all) => {
      const { points, maxPoints, currentStepId, stepCount } = all.cases.data.exercise;
      return { points, maxPoints, currentStepId, stepCount };
    });
  }

  /** Whether an answer or act is on its way. */
  async isActing(): Promise<boolean> {
    const services = await this.#services();
    return services.evaluate((all) => all.cases.store.getState().acting);
  }

  async nodes(): Promise<GraphNode[]> {
    const services = await this.#services();
    return services.evaluate((all) =>
      [...(all.cases.store.getState().data?.state.nodes.values() ?? [])].map(({ id, mark, hidden, label }) => ({
        id,
        mark,
        isHidden: hidden,
        label,
      })),
    );
  }

  /** A visible node from which one expansion brings `wanted` in, by what the window knows of the ledger; null when there is none. */
  async neighbourFor(wanted: NodeId): Promise<{ node: NodeId; direction: 'in' | 'out' } | null> {
    const services = await this.#services();
    return services.evaluate((all, want) => {
      const { data } = all.cases.store.getState();
      if (data === null) return null;
      const isIn = (id: string): boolean => data.state.nodes.get(id as NodeId)?.hidden === false;
      for (const tx of data.ledger.txs.values()) {
        const node: NodeId = `t:${tx.txid}`;
        if (!isIn(node)) continue;
        if (tx.outputs.some(({ address }) => `a:${address}` === want)) return { node, direction: 'out' as const };
        if (tx.inputs.some(({ address }) => `a:${address}` === want)) return { node, direction: 'in' as const };
        for (const { address, spentBy } of tx.outputs) {
          if (spentBy !== null && `t:${spentBy.txid}` === want && isIn(`a:${address}`))
            return { node: `a:${address}`, direction: 'out' as const };
        }
        for (const { address, prev } of tx.inputs) {
          if (prev !== null && want === `t:${prev.slice(0, 64)}` && isIn(`a:${address}`))
            return { node: `a:${address}`, direction: 'in' as const };
        }
      }
      return null;
    }, wanted);
  }

  /** Head and fold of the log, the view of the exercise: what a resumed attempt must be equal in. */
  async snapshot(): Promise<CaseSnapshot> {
    const services = await this.#services();
    return services.evaluate((all) => {
      const { data } = all.cases.store.getState();
      const plain = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value ?? null, (_, part) => (part instanceof Map || part instanceof Set ? [...part] : part)));
      // The view's draft is as old as the last act: the draft on show is the one in the folded log.
      const exercise = data?.exercise;
      const steps = { ...exercise, steps: exercise?.steps.map((step) => ({ ...step, draft: null })) };
      return { head: data?.state.head ?? null, state: plain(data?.state), exercise: plain(steps) };
    });
  }
}
