import { addressNode, type NodeId } from '../ids.ts';
import type { Answer } from './answer.ts';
import type { CaseGroup, CaseNode, CaseState } from './case-state.ts';
import type { Entry, Work } from './entry.ts';

/** What work changes: undo and redo act on this part of the state and on nothing else. */
export interface Workspace {
  readonly nodes: Map<NodeId, CaseNode>;
  readonly groups: Map<string, CaseGroup>;
  readonly changeClaims: Map<string, { readonly vout: number; readonly heuristic: string }>;
  /** By step id; absent = no draft. */
  readonly drafts: Map<string, Answer>;
}

export function beginWorkspace(start: Pick<CaseState, 'startNodes' | 'victimNodes'>): Workspace {
  const workspace: Workspace = { nodes: new Map(), groups: new Map(), changeClaims: new Map(), drafts: new Map() };
  for (const id of [...start.startNodes, ...start.victimNodes]) touch(workspace, id, { seq: 0, parent: null });
  return workspace;
}

/** A copy that can be changed without the state it came from noticing. */
export function copyWorkspace(state: Pick<CaseState, 'nodes' | 'groups' | 'changeClaims' | 'steps'>): Workspace {
  return {
    nodes: new Map(state.nodes),
    groups: new Map(state.groups.map((group) => [group.id, group])),
    changeClaims: new Map(state.changeClaims),
    drafts: new Map(state.steps.flatMap((step) => (step.draft === null ? [] : [[step.stepId, step.draft] as const]))),
  };
}

/** Applies one work entry in place. `undo` and `redo` are resolved by the caller and change nothing here. */
export function applyWork(workspace: Workspace, entry: Pick<Entry, 'seq'>, work: Work): void {
  switch (work.type) {
    case 'graph.expand':
    case 'graph.add':
    case 'graph.hide':
    case 'graph.show':
    case 'graph.move':
    case 'graph.pin':
      applyGraph(workspace, entry.seq, work);
      return;
    case 'label.set':
      change(workspace, work.node, { seq: entry.seq, set: { label: work.text } });
      return;
    case 'note.set':
      change(workspace, work.node, { seq: entry.seq, set: { note: work.text } });
      return;
    case 'mark.set':
      for (const node of work.nodes) change(workspace, node, { seq: entry.seq, set: { mark: work.mark } });
      return;
    case 'group.apply':
      applyGroup(workspace, entry.seq, work);
      return;
    case 'group.drop':
      workspace.groups.delete(work.group);
      return;
    case 'change.claim':
      workspace.changeClaims.set(work.txid, { vout: work.vout, heuristic: work.heuristic });
      return;
    case 'change.withdraw':
      workspace.changeClaims.delete(work.txid);
      return;
    case 'answer.draft':
      if (work.answer === null) workspace.drafts.delete(work.stepId);
      else workspace.drafts.set(work.stepId, work.answer);
      return;
    case 'undo':
    case 'redo':
      return;
  }
}

type GraphWork = Extract<Work, { type: `graph.${string}` }>;

function applyGraph(workspace: Workspace, seq: number, work: GraphWork): void {
  switch (work.type) {
    case 'graph.expand':
      show(workspace, work.from, { seq, parent: null });
      for (const node of work.nodes) show(workspace, node, { seq, parent: node === work.from ? null : work.from });
      return;
    case 'graph.add':
      for (const node of work.nodes) show(workspace, node, { seq, parent: null });
      return;
    case 'graph.hide':
    case 'graph.show':
      for (const node of work.nodes) {
        const known = workspace.nodes.get(node);
        if (known !== undefined) workspace.nodes.set(node, { ...known, hidden: work.type === 'graph.hide' });
      }
      return;
    case 'graph.move':
      change(workspace, work.node, { seq, set: { pinned: { x: work.x, y: work.y, z: work.z } } });
      return;
    case 'graph.pin':
      change(workspace, work.node, { seq, set: { pinned: work.at } });
      return;
  }
}

/** A grouping brings its members onto the graph: it could not be seen otherwise. */
function applyGroup(workspace: Workspace, seq: number, work: Extract<Work, { type: 'group.apply' }>): void {
  for (const member of work.members) touch(workspace, addressNode(member), { seq, parent: null });
  workspace.groups.delete(work.group);
  workspace.groups.set(work.group, { id: work.group, heuristic: work.heuristic, members: work.members, evidence: work.evidence });
}

interface Arrival {
  readonly seq: number;
  readonly parent: NodeId | null;
}

function touch(workspace: Workspace, id: NodeId, { seq, parent }: Arrival): CaseNode {
  const known = workspace.nodes.get(id);
  if (known !== undefined) return known;
  const fresh: CaseNode = { id, since: seq, parent, hidden: false, pinned: null, label: '', note: '', mark: null };
  workspace.nodes.set(id, fresh);
  return fresh;
}

/** Brought in, or brought back into sight. */
function show(workspace: Workspace, id: NodeId, arrival: Arrival): void {
  const node = touch(workspace, id, arrival);
  if (node.hidden) workspace.nodes.set(id, { ...node, hidden: false });
}

/** What a trainee writes on, marks or places is on the graph from then on. */
function change(workspace: Workspace, id: NodeId, made: { seq: number; set: Partial<Omit<CaseNode, 'id'>> }): void {
  const node = touch(workspace, id, { seq: made.seq, parent: null });
  workspace.nodes.set(id, { ...node, ...made.set });
}
