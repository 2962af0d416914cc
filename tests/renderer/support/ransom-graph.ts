import type { AddressView, Subgraph, TxView } from '../../../core/bridge/views.ts';
import type { CaseNode, CaseState } from '../../../core/case/case-state.ts';
import { addressNode, type NodeId, txNode } from '../../../core/ids.ts';
import type { SceneTexts } from '../../../renderer/view/scene-input.ts';

/** Made-up graphs for view and scene tests. Ids have the right form and no meaning. */

const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

function scramble(name: string, length: number, alphabet: string): string {
  let state = 2166136261;
  for (const character of name) state = Math.imul(state ^ character.charCodeAt(0), 16777619) >>> 0;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += alphabet[(state >>> 16) % alphabet.length];
  }
  return text;
}

export const fakeAddress = (name: string): string => `bc1q${scramble(name, 38, letters)}`;
export const fakeTxid = (name: string): string => scramble(name, 64, '0123456789abcdef');
export const addressId = (name: string): NodeId => addressNode(fakeAddress(name));
export const txId = (name: string): NodeId => txNode(fakeTxid(name));

const dayMs = 86_400_000;
const firstMs = Date.UTC(2025, 1, 10);

/** `[address name or null, satoshi]` */
export type Piece = readonly [string | null, number];

export function fakeTx(name: string, day: number, flow: { from: readonly Piece[]; to: readonly Piece[] }): TxView {
  const scriptType = 'p2wpkh' as const;
  return {
    txid: fakeTxid(name),
    height: 1000 + day,
    indexInBlock: 1,
    atMs: firstMs + day * dayMs,
    isCoinbase: false,
    version: 2,
    locktime: 0,
    sizeBytes: 222,
    weight: 561,
    vsize: 141,
    feeSat: '1410',
    inputs: flow.from.map(([address, sat], vin) => ({
      vin,
      prev: `${fakeTxid(`before ${name}`)}:${vin}`,
      address: address === null ? null : fakeAddress(address),
      valueSat: String(sat),
      scriptType,
      sequence: 0xfffffffd,
    })),
    outputs: flow.to.map(([address, sat], vout) => ({
      vout,
      address: address === null ? null : fakeAddress(address),
      valueSat: String(sat),
      scriptType,
      spentBy: null,
    })),
  };
}

export function fakeAddressView(name: string, about: { sat?: number; service?: string; label?: string } = {}): AddressView {
  const tag = {
    address: fakeAddress(name),
    label: about.label ?? '',
    category: about.service ?? 'user',
    source: 'made up',
    confidence: 'service_data',
    confidenceLevel: 60,
    actor: null,
    lastmod: '2025-01-01',
    isService: about.service !== undefined,
  };
  return {
    address: fakeAddress(name),
    scriptType: 'p2wpkh',
    txCount: 2,
    receivedSat: String(about.sat ?? 0),
    sentSat: '0',
    balanceSat: String(about.sat ?? 0),
    firstSeenMs: firstMs,
    lastSeenMs: firstMs,
    tags: about.label === undefined ? [] : [tag],
    isService: about.service !== undefined,
    serviceCategory: about.service ?? null,
  };
}

export function caseNode(id: NodeId, since: number, about: Partial<CaseNode> = {}): CaseNode {
  return { id, since, parent: null, hidden: false, pinned: null, label: '', note: '', mark: null, ...about };
}

export type GraphState = Pick<CaseState, 'nodes' | 'groups' | 'changeClaims' | 'startNodes' | 'victimNodes'>;

export interface FakeCase {
  readonly state: GraphState;
  readonly subgraph: Subgraph;
}

const btc = 100_000_000;

/** A payment, its split, six peels to one deposit, and a consolidation with an older victim's money, as an investigator would have expanded it. */
export function ransomGraph(): FakeCase {
  const txs: TxView[] = [
    fakeTx('test', 0, {
      from: [['clinic-1', 0.3 * btc]],
      to: [
        ['collect', 0.01 * btc],
        ['clinic-c0', 0.289 * btc],
      ],
    }),
    fakeTx('ransom', 1, {
      from: [
        ['clinic-2', 5 * btc],
        ['clinic-3', 1.8 * btc],
      ],
      to: [
        ['collect', 6.39 * btc],
        ['clinic-change', 0.4098 * btc],
      ],
    }),
    fakeTx('split', 4, {
      from: [['collect', 6.4 * btc]],
      to: [
        ['affiliate', 5.1198 * btc],
        ['operator', 1.28 * btc],
      ],
    }),
    fakeTx('consolidate', 9, {
      from: [
        ['operator', 1.28 * btc],
        ['older-operator', 0.94 * btc],
      ],
      to: [['operator-2', 2.2199 * btc]],
    }),
    fakeTx('older-split', 2, {
      from: [['older', 4.7 * btc]],
      to: [
        ['older-affiliate', 3.76 * btc],
        ['older-operator', 0.94 * btc],
      ],
    }),
  ];
  let carrier = 'affiliate';
  let left = 5.1198;
  for (let hop = 1; hop <= 6; hop++) {
    const peel = 0.2 + 0.05 * hop;
    const to: Piece[] = [
      [hop === 4 ? 'hosting' : 'deposit', peel * btc],
      [`carrier-${hop}`, (left - peel) * btc],
    ];
    txs.push(fakeTx(`peel-${hop}`, 4 + hop, { from: [[carrier, left * btc]], to: hop % 2 === 0 ? to : [to[1] as Piece, to[0] as Piece] }));
    left -= peel;
    carrier = `carrier-${hop}`;
  }
  txs.push(
    fakeTx('sweep', 11, {
      from: [
        ['deposit', 1.9 * btc],
        ['other-user', 0.4 * btc],
      ],
      to: [['northgate', 2.29 * btc]],
    }),
  );
  return { state: ransomState(), subgraph: { txs: spending(roundValues(txs)), addresses: ransomAddresses() } };
}

function roundValues(txs: TxView[]): TxView[] {
  const whole = (sat: string | null): string => String(Math.round(Number(sat ?? 0)));
  return txs.map((tx) => ({
    ...tx,
    inputs: tx.inputs.map((input) => ({ ...input, valueSat: whole(input.valueSat) })),
    outputs: tx.outputs.map((output) => ({ ...output, valueSat: whole(output.valueSat) })),
  }));
}

/** Inputs spend the outputs that paid their address, as far as there are any. */
function spending(txs: TxView[]): TxView[] {
  const unspent = new Map<string | null, string[]>();
  for (const tx of txs) {
    for (const output of tx.outputs) unspent.set(output.address, [...(unspent.get(output.address) ?? []), `${tx.txid}:${output.vout}`]);
  }
  return txs.map((tx) => ({
    ...tx,
    inputs: tx.inputs.map((input) => ({ ...input, prev: unspent.get(input.address)?.shift() ?? input.prev })),
  }));
}

function ransomAddresses(): AddressView[] {
  const plain: readonly (readonly [string, number])[] = [
    ['clinic-2', 5],
    ['clinic-3', 1.8],
    ['clinic-change', 0.41],
    ['collect', 6.4],
    ['affiliate', 5.12],
    ['operator', 1.28],
    ['older-operator', 0.94],
    ['operator-2', 2.22],
    ['older', 4.7],
    ['deposit', 1.9],
    ...Array.from({ length: 6 }, (_, hop) => [`carrier-${hop + 1}`, 4.8 - hop * 0.4] as const),
  ];
  return [
    ...plain.map(([name, value]) => fakeAddressView(name, { sat: Math.round(value * btc) })),
    fakeAddressView('northgate', { sat: 4200 * btc, service: 'exchange', label: 'Northgate' }),
    fakeAddressView('hosting', { sat: 12 * btc, service: 'hosting', label: 'Anchor Hosting' }),
  ];
}

/** Batches as a log would have brought them: start, expansion in, expansion out, … each `[seq, parent, nodes]`. */
function ransomState(): GraphState {
  const batches: readonly (readonly [number, NodeId | null, readonly NodeId[]])[] = [
    [0, null, [addressId('collect'), addressId('clinic-2')]],
    [3, addressId('collect'), [txId('ransom'), addressId('clinic-3'), addressId('clinic-change')]],
    [4, addressId('collect'), [txId('split'), addressId('affiliate'), addressId('operator')]],
    [5, addressId('affiliate'), [txId('peel-1'), addressId('carrier-1'), addressId('deposit')]],
    ...Array.from(
      { length: 5 },
      (_, at) =>
        [
          6 + at,
          addressId(`carrier-${at + 1}`),
          [txId(`peel-${at + 2}`), addressId(`carrier-${at + 2}`), ...(at === 2 ? [addressId('hosting')] : [])],
        ] as const,
    ),
    [12, addressId('operator'), [txId('consolidate'), addressId('operator-2'), addressId('older-operator')]],
    [13, addressId('older-operator'), [txId('older-split'), addressId('older')]],
    [14, addressId('deposit'), [txId('sweep'), addressId('northgate')]],
  ];
  const marks: Readonly<Record<string, Partial<CaseNode>>> = {
    [addressId('affiliate')]: { mark: 'suspect', label: 'Affiliate' },
    [addressId('operator')]: { mark: 'suspect', label: 'Operator' },
    [addressId('clinic-change')]: { mark: 'cleared' },
    [addressId('deposit')]: { note: 'ask Northgate' },
    [txId('ransom')]: { label: 'Ransom payment' },
    [txId('split')]: { label: 'Split 80/20' },
  };
  const nodes = new Map<NodeId, CaseNode>();
  for (const [since, parent, ids] of batches) for (const id of ids) nodes.set(id, caseNode(id, since, { parent, ...marks[id] }));
  return {
    nodes,
    groups: [
      {
        id: 'g1',
        heuristic: 'co-spend',
        members: [fakeAddress('operator'), fakeAddress('older-operator')],
        evidence: [fakeTxid('consolidate')],
      },
    ],
    changeClaims: new Map([
      [fakeTxid('ransom'), { vout: 1, heuristic: 'fresh-output' }],
      [fakeTxid('peel-1'), { vout: 0, heuristic: 'one-time' }],
      [fakeTxid('peel-2'), { vout: 1, heuristic: 'own' }],
    ]),
    startNodes: [addressId('collect')],
    victimNodes: [addressId('clinic-2')],
  };
}

export const plainTexts: SceneTexts = {
  value: (sat) => `${(Number(sat) / btc).toFixed(4).replace(/0{1,2}$/, '')} BTC`,
  time: (atMs) => new Date(atMs).toISOString().slice(0, 16).replace('T', ' '),
  times: (count) => `×${count}`,
  changeRule: (heuristic) => `change: ${heuristic}`,
  coSpend: 'spent together',
};
