import type { TxView } from '../../core/bridge/views.ts';
import { AppError } from '../../core/errors.ts';
import { addressNode, type NodeId, txNode } from '../../core/ids.ts';
import { asOfNow, followPeels, hopsOf, nextTx } from './follow-money.ts';
import { type Found, type FoundOutput, type Notebook, outputsOfTx } from './found.ts';
import type { PlaySession } from './play-session.ts';
import type { Rule } from './script-language.ts';

interface Desk {
  readonly session: PlaySession;
  readonly notebook: Notebook;
}

const addresses = (list: readonly string[]): Found => ({ is: 'addresses', addresses: list });
const outputs = (list: readonly FoundOutput[]): Found => ({ is: 'outputs', outputs: list });
const transactions = (list: readonly TxView[]): Found => ({ is: 'transactions', txs: list });

/** Does what one rule says and keeps what it finds. @throws AppError `script/…` when the rule finds nothing it can keep */
export async function applyRule(rule: Rule, desk: Desk): Promise<void> {
  if (rule.mark !== undefined) return mark(rule.mark, desk);
  const found = (await fromLedger(rule, desk)) ?? (await fromTrace(rule, desk)) ?? (await fromNotebook(rule, desk));
  if (found === null || rule.let === undefined) throw new AppError('script/no-rule', 'the rule has no verb this version knows');
  desk.notebook.keep(rule.let, found);
}

async function fromLedger(rule: Rule, { session, notebook }: Desk): Promise<Found | null> {
  if (rule.known !== undefined) return addresses([knownAddress(session, rule.known)]);
  if (rule.paying !== undefined) return transactions(await touching(session, notebook.address(rule.paying), 'in'));
  if (rule.spending !== undefined) return transactions(await touching(session, notebook.address(rule.spending), 'out'));
  if (rule['inputs-of'] !== undefined) return outputs(await inputsOf(session, notebook.transaction(rule['inputs-of'])));
  if (rule['outputs-of'] !== undefined) {
    const tx = notebook.transaction(rule['outputs-of']);
    await session.add([txNode(tx.txid), ...nodesOfOutputs(outputsOfTx(tx))]);
    return outputs(outputsOfTx(tx));
  }
  if (rule['spender-of'] !== undefined) return transactions([await spenderOf(session, notebook.output(rule['spender-of']))]);
  if (rule['maker-of'] !== undefined) {
    const maker = await session.transactions([notebook.output(rule['maker-of']).txid]);
    await session.add(maker.map((tx) => txNode(tx.txid)));
    return transactions(maker);
  }
  return null;
}

async function fromTrace(rule: Rule, { session, notebook }: Desk): Promise<Found | null> {
  if (rule['change-of'] !== undefined) {
    const { transaction, heuristics } = rule['change-of'];
    return outputs([await changeOf(session, notebook.transaction(transaction), heuristics)]);
  }
  if (rule['co-spent-with'] !== undefined) return addresses(await coSpentWith(session, notebook.address(rule['co-spent-with'])));
  if (rule['service-tag-of'] !== undefined)
    return { is: 'text', text: await serviceTagOf(session, notebook.address(rule['service-tag-of'])) };
  if (rule['peel-chain-from'] !== undefined) return followPeels(session, notebook.output(rule['peel-chain-from']));
  if (rule['hops-of'] !== undefined) return { is: 'number', number: await hopsOf(session, notebook.output(rule['hops-of'])) };
  if (rule['share-of'] !== undefined) {
    const output = notebook.output(rule['share-of']);
    const [tx] = await session.transactions([output.txid]);
    const paid = sumOf(tx === undefined ? [] : outputsOfTx(tx));
    return { is: 'number', number: paid === 0n ? 0 : Number((output.valueSat * 100_000n) / paid) / 1000 };
  }
  return null;
}

async function fromNotebook(rule: Rule, { session, notebook }: Desk): Promise<Found | null> {
  if (rule.where !== undefined) return where(rule.where, { session, notebook });
  if (rule.pick !== undefined) return pick(rule.pick, notebook);
  if (rule['address-of'] !== undefined) return addresses(addressesOfOutputs(notebook.outputs(rule['address-of'])));
  if (rule.sum !== undefined) return { is: 'amount', sat: sumOf(notebook.outputs(rule.sum)) };
  if (rule.part !== undefined) return part(rule.part, notebook);
  if (rule['gathering-address'] !== undefined) return addresses([gatheringAddress(notebook.outputs(rule['gathering-address']))]);
  if (rule.union !== undefined) return addresses([...new Set(rule.union.flatMap((name) => notebook.addresses(name)))]);
  if (rule.join !== undefined) return outputs(rule.join.flatMap((name) => notebook.outputs(name)));
  if (rule.overlap !== undefined) {
    const [left, right] = rule.overlap.map((name) => new Set(notebook.addresses(name)));
    return { is: 'number', number: [...(left ?? [])].filter((address) => right?.has(address)).length };
  }
  return null;
}

function knownAddress(session: PlaySession, key: string): string {
  const known = session.briefing.knownAddresses.find((entry) => entry.key === key);
  if (known !== undefined) return known.address;
  const keys = session.briefing.knownAddresses.map((entry) => entry.key).join(', ');
  throw new AppError('script/unknown-address', `the briefing names no address "${key}"; it names: ${keys}`, { subject: key });
}

/** Expands on the graph as a trainee would, then reads every transaction of the address so that no cap leaves one out. */
async function touching(session: PlaySession, address: string, direction: 'in' | 'out'): Promise<TxView[]> {
  await session.expand(addressNode(address), direction, {});
  const all = await session.transactionsOf(address);
  const isWanted = (tx: TxView) => (direction === 'in' ? tx.outputs : tx.inputs).some((end) => end.address === address);
  return all.filter(isWanted);
}

async function inputsOf(session: PlaySession, tx: TxView): Promise<FoundOutput[]> {
  const prevs = tx.inputs.flatMap((input) => (input.prev === null ? [] : [input.prev]));
  const makers = await session.transactions(prevs.map((prev) => prev.slice(0, 64)));
  const spent = new Set(prevs);
  const found = [...new Set(makers)].flatMap(outputsOfTx).filter((output) => spent.has(output.outpoint));
  await session.add([txNode(tx.txid), ...nodesOfOutputs(found)]);
  return found;
}

const nodesOfOutputs = (list: readonly FoundOutput[]): NodeId[] => addressesOfOutputs(list).map(addressNode);

export function addressesOfOutputs(list: readonly FoundOutput[]): string[] {
  return [...new Set(list.flatMap((output) => (output.address === null ? [] : [output.address])))];
}

async function spenderOf(session: PlaySession, output: FoundOutput): Promise<TxView> {
  const tx = await nextTx(session, output);
  if (tx === null) throw new AppError('script/unspent', `output ${output.outpoint} is unspent as of now`, { subject: output.outpoint });
  await session.add([txNode(tx.txid), ...nodesOfOutputs(outputsOfTx(tx))]);
  return tx;
}

async function changeOf(session: PlaySession, tx: TxView, wanted: readonly string[]): Promise<FoundOutput> {
  const { heuristics } = await session.ledger('ledger.changeCandidates', { txid: tx.txid });
  const named = wanted.map((id) => {
    const known = heuristics.find((heuristic) => heuristic.id === id);
    if (known !== undefined) return known;
    const ids = heuristics.map((heuristic) => heuristic.id).join(', ');
    throw new AppError('script/unknown-heuristic', `no change heuristic "${id}"; there are: ${ids}`, { subject: id });
  });
  const applicable = named.filter((heuristic) => heuristic.isApplicable);
  const survivors = outputsOfTx(tx).filter((output) => applicable.every((heuristic) => heuristic.survivors.includes(output.vout)));
  const [only] = survivors;
  if (applicable.length === 0 || only === undefined || survivors.length > 1) {
    const found = `${applicable.length} of the heuristics apply and ${survivors.length} outputs survive`;
    throw new AppError('script/no-unique-change', `${tx.txid}: ${found}; change is claimed for a single survivor only`, {
      subject: tx.txid,
    });
  }
  await session.append({ type: 'change.claim', txid: tx.txid, vout: only.vout, heuristic: applicable[0]?.id ?? '' });
  return only;
}

async function coSpentWith(session: PlaySession, address: string): Promise<readonly string[]> {
  const { members, evidence } = await session.ledger('ledger.coSpend', { address });
  await session.add(members.map(addressNode));
  if (members.length < 2) return members;
  const group = `co-spend-${[...members].sort()[0] ?? address}`;
  await session.append({
    type: 'group.apply',
    group,
    heuristic: 'co-spend',
    members: [...members],
    evidence: evidence.map((link) => link.txid),
  });
  return members;
}

async function serviceTagOf(session: PlaySession, address: string): Promise<string> {
  const view = await session.ledger('ledger.address', { address });
  const tags = view.tags.filter((tag) => tag.isService).sort((left, right) => right.confidenceLevel - left.confidenceLevel);
  return tags[0]?.label ?? '';
}

const sumOf = (list: readonly FoundOutput[]): bigint => list.reduce((sum, output) => sum + output.valueSat, 0n);

async function where({ from, to, not, unspent, 'not-to': notTo }: NonNullable<Rule['where']>, { session, notebook }: Desk): Promise<Found> {
  const found = notebook.get(from, ['outputs', 'addresses'] as const);
  const wanted = to === undefined ? null : new Set(notebook.addresses(to));
  const unwanted = new Set(notTo === undefined ? [] : notebook.addresses(notTo));
  if (found.is === 'addresses') {
    const excluded = not === undefined ? unwanted : new Set(notebook.addresses(not));
    return addresses(found.addresses.filter((address) => !excluded.has(address) && (wanted === null || wanted.has(address))));
  }
  const excluded = new Set(not === undefined ? [] : notebook.outputs(not).map((output) => output.outpoint));
  const current = await asOfNow(session, found.outputs);
  return outputs(
    current.filter(
      (output) =>
        (wanted === null || (output.address !== null && wanted.has(output.address))) &&
        (output.address === null || !unwanted.has(output.address)) &&
        !excluded.has(output.outpoint) &&
        (unspent === undefined || (output.spentByTxid === null) === unspent),
    ),
  );
}

type PickBy = NonNullable<Rule['pick']>['by'];

function pick({ from, by, to }: NonNullable<Rule['pick']>, notebook: Notebook): Found {
  const found = notebook.get(from, ['outputs', 'transactions', 'addresses'] as const);
  const payee = to === undefined ? null : notebook.address(to);
  const paid = (list: readonly FoundOutput[]) => sumOf(list.filter((output) => payee === null || output.address === payee));
  if (found.is === 'addresses') return addresses([pickOne(found.addresses, by, { from, valueOf: () => 0n })]);
  if (found.is === 'outputs') return outputs([pickOne(found.outputs, by, { from, valueOf: (output) => paid([output]) })]);
  return transactions([pickOne(found.txs, by, { from, valueOf: (tx) => paid(outputsOfTx(tx)) })]);
}

/** Lists are in ledger order, so earliest and latest are their ends. Equal values: the earlier one. */
function pickOne<T>(list: readonly T[], by: PickBy, { from, valueOf }: { from: string; valueOf: (item: T) => bigint }): T {
  const [first] = list;
  const last = list.at(-1);
  if (first === undefined || last === undefined)
    throw new AppError('script/nothing-found', `"${from}" is empty; there is nothing to pick`, { subject: from });
  if (by === 'earliest') return first;
  if (by === 'latest') return last;
  if (by === 'only') {
    if (list.length > 1)
      throw new AppError('script/not-one', `"${from}" holds ${list.length}; "only" needs exactly one`, { subject: from });
    return first;
  }
  const sign = by === 'largest' ? 1n : -1n;
  return list.reduce((best, item) => (sign * (valueOf(item) - valueOf(best)) > 0n ? item : best), first);
}

function part({ of, take }: NonNullable<Rule['part']>, notebook: Notebook): Found {
  const chain = notebook.get(of, ['chain'] as const);
  if (take === 'transactions') return transactions(chain.txs);
  if (take === 'peels') return outputs(chain.peels);
  return outputs(take === 'carriers' ? chain.carriers : chain.carriers.slice(-1));
}

function gatheringAddress(list: readonly FoundOutput[]): string {
  const tally = new Map<string, { count: number; valueSat: bigint }>();
  for (const { address, valueSat } of list) {
    if (address === null) continue;
    const so = tally.get(address) ?? { count: 0, valueSat: 0n };
    tally.set(address, { count: so.count + 1, valueSat: so.valueSat + valueSat });
  }
  const ranked = [...tally].sort(([, left], [, right]) => right.count - left.count || (right.valueSat > left.valueSat ? 1 : -1));
  const [first] = ranked;
  if (first === undefined) throw new AppError('script/nothing-found', 'the outputs pay no address');
  return first[0];
}

async function mark({ of, as }: NonNullable<Rule['mark']>, { session, notebook }: Desk): Promise<void> {
  const found = notebook.get(of, ['addresses', 'outputs', 'transactions'] as const);
  const nodes =
    found.is === 'addresses'
      ? found.addresses.map(addressNode)
      : found.is === 'outputs'
        ? nodesOfOutputs(found.outputs)
        : found.txs.map((tx) => txNode(tx.txid));
  if (nodes.length === 0) return;
  await session.add(nodes);
  await session.append({ type: 'mark.set', nodes: [...new Set(nodes)], mark: as });
}
