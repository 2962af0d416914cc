import type { BridgeTransport, CallInput, CallName, CallOutput, Head } from '../../core/bridge/contract.ts';
import type { Briefing, ExerciseView, Expansion, StepView, TxView } from '../../core/bridge/views.ts';
import type { Answer } from '../../core/case/answer.ts';
import type { Work } from '../../core/case/entry.ts';
import type { ExpandFilter } from '../../core/chain/expand-filter.ts';
import { AppError } from '../../core/errors.ts';
import { addressNode, type NodeId, nodeKey, txNode } from '../../core/ids.ts';

/** Calls that need no attempt have no `attemptId`; the others get this session's. */
type LedgerCall = Extract<CallName, `ledger.${string}`>;
type Ask<N extends CallName> = Omit<CallInput<N>, 'attemptId' | 'asOfMs'>;

/** The value of a call, or its error thrown as an AppError. */
export async function ask<N extends CallName>(transport: BridgeTransport, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const result = await transport.call(name, input);
  if (result.ok) return result.value;
  const { code, message, subject, details } = result.error;
  throw new AppError(code, `${name}: ${message}`, {
    ...(subject === undefined ? {} : { subject }),
    ...(details === undefined ? {} : { details }),
  });
}

/** One attempt played over the contract, as a trainee's client would: it knows nothing but what the calls return. */
export class PlaySession {
  readonly #transport: BridgeTransport;
  readonly #attemptId: string;
  readonly briefing: Briefing;
  #head: Head;
  #exercise: ExerciseView;
  readonly #graph: Set<NodeId>;
  readonly #txs = new Map<string, { readonly asOfMs: number; readonly tx: TxView }>();

  private constructor(transport: BridgeTransport, attemptId: string, opened: CallOutput<'attempt.open'>) {
    this.#transport = transport;
    this.#attemptId = attemptId;
    this.briefing = opened.briefing;
    this.#head = opened.head;
    this.#exercise = opened.exercise;
    this.#graph = new Set(
      opened.briefing.knownAddresses.filter((known) => known.role !== 'reference').map((known) => addressNode(known.address)),
    );
  }

  /** Starts a new attempt and opens it. */
  static async start(transport: BridgeTransport, who: { traineeId: string; scenarioId: string; language: string }): Promise<PlaySession> {
    const { attemptId } = await ask(transport, 'attempt.start', who);
    return new PlaySession(transport, attemptId, await ask(transport, 'attempt.open', { attemptId, language: who.language }));
  }

  get attemptId(): string {
    return this.#attemptId;
  }

  get exercise(): ExerciseView {
    return this.#exercise;
  }

  /** Simulated now. */
  get clockMs(): number {
    return this.#exercise.clockMs;
  }

  /** The step that is open now; null when all are closed. */
  get currentStep(): StepView | null {
    return this.#exercise.steps.find((step) => step.id === this.#exercise.currentStepId && step.status === 'open') ?? null;
  }

  /** What this session has put on the graph, the start included, in the order it came. */
  get graph(): ReadonlySet<NodeId> {
    return this.#graph;
  }

  async ledger<N extends LedgerCall>(name: N, input: Ask<N>): Promise<CallOutput<N>> {
    const whole = { ...input, attemptId: this.#attemptId, asOfMs: this.clockMs } as unknown as CallInput<N>;
    return ask(this.#transport, name, whole);
  }

  async append(work: Work): Promise<void> {
    const { head } = await ask(this.#transport, 'attempt.append', { attemptId: this.#attemptId, expectedHead: this.#head, work });
    this.#head = head;
  }

  async expand(node: NodeId, direction: 'in' | 'out', filter: ExpandFilter): Promise<Expansion> {
    const expansion = await this.ledger('ledger.expand', { node, direction, filter });
    const fresh = expansion.nodes.filter((other) => !this.#graph.has(other));
    if (expansion.stop !== null || fresh.length === 0) return expansion;
    await this.append({ type: 'graph.expand', from: node, direction, filter, nodes: expansion.nodes });
    for (const other of expansion.nodes) this.#graph.add(other);
    return expansion;
  }

  /** Puts nodes on the graph that are not there yet, in one entry. */
  async add(nodes: readonly NodeId[]): Promise<void> {
    const fresh = [...new Set(nodes)].filter((node) => !this.#graph.has(node));
    if (fresh.length === 0) return;
    await this.append({ type: 'graph.add', nodes: fresh });
    for (const node of fresh) this.#graph.add(node);
  }

  /** Transactions as of now, in the order asked. */
  async transactions(txids: readonly string[]): Promise<TxView[]> {
    const isFresh = (txid: string) => this.#txs.get(txid)?.asOfMs === this.clockMs;
    const wanted = [...new Set(txids)].filter((txid) => !isFresh(txid));
    for (let start = 0; start < wanted.length; start += 500) {
      const { txs } = await this.ledger('ledger.subgraph', { nodes: wanted.slice(start, start + 500).map(txNode) });
      for (const tx of txs) this.#txs.set(tx.txid, { asOfMs: this.clockMs, tx });
    }
    return txids.map((txid) => {
      const known = this.#txs.get(txid);
      if (known === undefined)
        throw new AppError('play/unknown-transaction', `the ledger shows no transaction ${txid} as of now`, { subject: txid });
      return known.tx;
    });
  }

  /** Every transaction of an address as of now, ledger order. */
  async transactionsOf(address: string): Promise<TxView[]> {
    const txids: string[] = [];
    for (let total = 1; txids.length < total; ) {
      const page = await this.ledger('ledger.addressTxs', { address, offset: txids.length, limit: 500 });
      total = page.total;
      txids.push(...page.rows.map((row) => row.txid));
      if (page.rows.length === 0) break;
    }
    return this.transactions(txids);
  }

  async submit(stepId: string, answer: Answer): Promise<StepView> {
    const input = { attemptId: this.#attemptId, expectedHead: this.#head, stepId, answer };
    this.#take(await ask(this.#transport, 'exercise.submit', input));
    return this.#step(stepId);
  }

  async reveal(stepId: string): Promise<void> {
    this.#take(await ask(this.#transport, 'exercise.reveal', { attemptId: this.#attemptId, expectedHead: this.#head, stepId }));
  }

  async finish(): Promise<void> {
    this.#take(await ask(this.#transport, 'exercise.finish', { attemptId: this.#attemptId, expectedHead: this.#head }));
  }

  /** Gives the attempt's lock back. */
  async close(): Promise<void> {
    await ask(this.#transport, 'attempt.close', { attemptId: this.#attemptId });
  }

  #take(result: { readonly head: Head; readonly exercise: ExerciseView }): void {
    this.#head = result.head;
    this.#exercise = result.exercise;
  }

  #step(stepId: string): StepView {
    const step = this.#exercise.steps.find((known) => known.id === stepId);
    if (step === undefined) throw new AppError('play/step-gone', `step "${stepId}" is not in the exercise`, { subject: stepId });
    return step;
  }
}

/** Addresses among graph nodes. */
export const addressesOf = (nodes: Iterable<NodeId>): string[] => [...nodes].filter((node) => node.startsWith('a:')).map(nodeKey);
export const txidsOf = (nodes: Iterable<NodeId>): string[] => [...nodes].filter((node) => node.startsWith('t:')).map(nodeKey);
