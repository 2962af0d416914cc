import { addressNode, type NodeId } from '../ids.ts';
import type { CaseGroup, CaseNode, CaseState, StepState } from './case-state.ts';
import type { Act, Entry, Work } from './entry.ts';

type Begin = Extract<Act, { type: 'attempt.begin' }>;
type Contents = Pick<CaseState, 'clockMs' | 'nodes' | 'groups' | 'changeClaims' | 'steps' | 'currentStepId' | 'finished'>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A case while its log is being folded; nothing outside sees it before it is done. */
export class CaseDraft {
  readonly begin: Begin;
  #clockMs: number;
  #finished = false;
  readonly #nodes = new Map<NodeId, CaseNode>();
  readonly #groups = new Map<string, CaseGroup>();
  readonly #changeClaims = new Map<string, { vout: number; heuristic: string }>();
  readonly #steps: Mutable<StepState>[] = [];

  constructor(begin: Begin) {
    this.begin = begin;
    this.#clockMs = begin.clockMs;
    for (const id of [...begin.startNodes, ...begin.victimNodes]) this.#bringIn(id, { since: 0, parent: null });
  }

  apply(entry: Entry): void {
    if (entry.kind === 'work') this.#applyWork(entry.payload as Work, entry.seq);
    else this.#applyAct(entry.payload as Act, entry.atMs);
  }

  contents(): Contents {
    const open = this.#steps.findLast((step) => step.status === 'open');
    return {
      clockMs: this.#clockMs,
      nodes: this.#nodes,
      groups: [...this.#groups.values()],
      changeClaims: this.#changeClaims,
      steps: this.#steps,
      currentStepId: open?.stepId ?? null,
      finished: this.#finished,
    };
  }

  #applyWork(work: Work, since: number): void {
    switch (work.type) {
      case 'graph.expand':
        this.#bringIn(work.from, { since, parent: null });
        for (const id of work.nodes) this.#bringIn(id, { since, parent: id === work.from ? null : work.from });
        break;
      case 'graph.add':
        for (const id of work.nodes) this.#bringIn(id, { since, parent: null });
        break;
      case 'graph.hide':
      case 'graph.show':
        for (const id of work.nodes) this.#change(id, since, { hidden: work.type === 'graph.hide' });
        break;
      case 'graph.move':
        this.#change(work.node, since, { pinned: { x: work.x, y: work.y, z: work.z } });
        break;
      case 'graph.pin':
        this.#change(work.node, since, { pinned: work.at });
        break;
      case 'label.set':
        this.#change(work.node, since, { label: work.text });
        break;
      case 'note.set':
        this.#change(work.node, since, { note: work.text });
        break;
      case 'mark.set':
        for (const id of work.nodes) this.#change(id, since, { mark: work.mark });
        break;
      case 'group.apply':
        for (const address of work.members) this.#bringIn(addressNode(address), { since, parent: null });
        this.#groups.set(work.group, { id: work.group, heuristic: work.heuristic, members: work.members, evidence: work.evidence });
        break;
      case 'group.drop':
        this.#groups.delete(work.group);
        break;
      case 'change.claim':
        this.#changeClaims.set(work.txid, { vout: work.vout, heuristic: work.heuristic });
        break;
      case 'change.withdraw':
        this.#changeClaims.delete(work.txid);
        break;
      case 'answer.draft':
        this.#step(work.stepId, (step) => {
          step.draft = work.answer;
        });
        break;
      case 'undo':
      case 'redo':
        break;
    }
  }

  #applyAct(act: Act, atMs: number): void {
    switch (act.type) {
      case 'attempt.begin':
        break;
      case 'step.open':
        this.#steps.push(openedStep(act.stepId, atMs));
        break;
      case 'clock.set':
        this.#clockMs = Math.max(this.#clockMs, act.toMs);
        break;
      case 'answer.submit':
        this.#step(act.stepId, (step) => {
          step.submissions = [...step.submissions, { answer: act.answer, verdict: null, scorePpm: 0, points: 0 }];
          step.draft = null;
        });
        break;
      case 'answer.verdict':
        this.#step(act.stepId, (step) => {
          const { verdict, scorePpm, points } = act;
          step.submissions = step.submissions.map((one, index) =>
            index === act.attemptNo - 1 ? { ...one, verdict, scorePpm, points } : one,
          );
        });
        break;
      case 'hint.buy':
        this.#step(act.stepId, (step) => {
          step.hintsBought = [...step.hintsBought, act.hint];
          step.hintCost += act.cost;
        });
        break;
      case 'step.close':
        this.#step(act.stepId, (step) => {
          step.status = 'closed';
          step.closedAtMs = atMs;
          step.closedWhy = act.why;
        });
        break;
      case 'attempt.finish':
        this.#finished = true;
        break;
    }
  }

  /** Puts a node on the graph, or shows it again where it was hidden. Where it first came from stays. */
  #bringIn(id: NodeId, from: { since: number; parent: NodeId | null }): void {
    const known = this.#nodes.get(id);
    if (known !== undefined) {
      if (known.hidden) this.#nodes.set(id, { ...known, hidden: false });
      return;
    }
    this.#nodes.set(id, { id, ...from, hidden: false, pinned: null, label: '', note: '', mark: null });
  }

  /** What is marked, named or noted from a table comes onto the graph with it: a mark nobody sees would be lost. */
  #change(id: NodeId, since: number, change: Partial<Omit<CaseNode, 'id' | 'since' | 'parent'>>): void {
    if (!this.#nodes.has(id)) this.#bringIn(id, { since, parent: null });
    const known = this.#nodes.get(id);
    if (known !== undefined) this.#nodes.set(id, { ...known, ...change });
  }

  #step(stepId: string, change: (step: Mutable<StepState>) => void): void {
    const step = this.#steps.find((candidate) => candidate.stepId === stepId);
    if (step !== undefined) change(step);
  }
}

function openedStep(stepId: string, openedAtMs: number): Mutable<StepState> {
  return {
    stepId,
    status: 'open',
    openedAtMs,
    closedAtMs: null,
    closedWhy: null,
    submissions: [],
    hintsBought: [],
    hintCost: 0,
    draft: null,
  };
}
