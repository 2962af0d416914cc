import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddressView, TxView } from '../../../core/bridge/views.ts';
import { isAddressNode, type NodeId, nodeKey } from '../../../core/ids.ts';
import type { Transfer } from '../../view/scene-view.ts';
import { ChainId } from '../controls/ChainId.tsx';
import { satText, utcText } from '../format.ts';
import type { GraphTarget } from '../GraphCanvas.tsx';
import { useCase } from '../services.ts';
import { coinsOf } from './coins-of.ts';
import { useSceneTexts } from './use-scene-texts.ts';

/** What is pointed at, and where (CSS pixels on the canvas). */
export interface Pointed {
  readonly about: GraphTarget;
  readonly at: { readonly x: number; readonly y: number };
}

interface GraphTipProps {
  /** Null: nothing. */
  readonly pointed: Pointed | null;
  /** Ledger data of what is on the graph. */
  readonly txOf: (txid: string) => TxView | undefined;
  readonly addressOf: (address: string) => AddressView | undefined;
  /** Debrief: who really held an address; absent elsewhere. */
  readonly holderOf?: (address: string) => string | undefined;
}

/** Coins told one by one. */
const mostCoins = 6;
/** Beside the pointer, so that it covers neither it nor the thing pointed at; CSS pixels. */
const apart = 16;

/**
 * What the picture has no room for, beside the pointer: whole ids and exact values. Only for the mouse: by keyboard the same is spoken,
 * and the inspector has it all.
 */
export function GraphTip({ pointed, ...facts }: GraphTipProps) {
  const tip = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const [box, room] = [tip.current, tip.current?.offsetParent];
    if (pointed === null || box === null || room == null) return;
    setPlace({
      left: beside(pointed.at.x, box.offsetWidth, room.clientWidth),
      top: beside(pointed.at.y, box.offsetHeight, room.clientHeight),
    });
  }, [pointed]);
  if (pointed === null) return null;
  return (
    <div ref={tip} className="graph-tip" aria-hidden data-testid="graph-tip" style={place}>
      {'node' in pointed.about ? (
        <NodeTip node={pointed.about.node} {...facts} />
      ) : (
        <TransferTip transfer={pointed.about.transfer} {...facts} />
      )}
    </div>
  );
}

/** Start of a box of that length: after the pointer, or before it where there is no room, and never outside. */
function beside(at: number, length: number, room: number): number {
  const after = at + apart;
  return Math.max(0, after + length <= room ? after : at - apart - length);
}

type Facts = Omit<GraphTipProps, 'pointed'>;

function NodeTip({ node, txOf, addressOf, holderOf }: Facts & { readonly node: NodeId }) {
  const key = nodeKey(node);
  return isAddressNode(node) ? (
    <AddressTip address={key} view={addressOf(key)} holder={holderOf?.(key)} />
  ) : (
    <TransactionTip txid={key} view={txOf(key)} />
  );
}

interface AddressTipProps {
  readonly address: string;
  readonly view: AddressView | undefined;
  readonly holder: string | undefined;
}

function AddressTip({ address, view, holder }: AddressTipProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className="graph-tip__kind">
        {t('node.address')}
        {view !== undefined && <span>{t(`scriptType.${view.scriptType}`)}</span>}
      </p>
      <ChainId id={address} shape="whole" />
      {view?.tags.map((tag) => (
        <p key={`${tag.label}-${tag.source}`} className="graph-tip__tag">
          {tag.label} <span>{t('tags.confidenceOf', { confidence: tag.confidence, level: tag.confidenceLevel })}</span>
        </p>
      ))}
      {holder !== undefined && <Line name={t('tip.holder')}>{holder}</Line>}
      {view !== undefined && (
        <>
          <Line name={t('address.received')}>{satText(view.receivedSat)}</Line>
          <Line name={t('address.balance')}>{satText(view.balanceSat)}</Line>
          <Line name={t('address.txCount')}>{view.txCount}</Line>
        </>
      )}
    </>
  );
}

function TransactionTip({ txid, view }: { readonly txid: string; readonly view: TxView | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="graph-tip__kind">{t('node.transaction')}</p>
      <ChainId id={txid} shape="whole" />
      {view !== undefined && (
        <>
          <Line name={t('tx.time')}>{utcText(view.atMs)}</Line>
          <Line name={t('tx.inputs')}>{view.inputs.length}</Line>
          <Line name={t('tx.outputs')}>{view.outputs.length}</Line>
          <Line name={t('tx.fee')}>{view.feeSat === null ? t('tx.noFee') : satText(view.feeSat)}</Line>
        </>
      )}
    </>
  );
}

function TransferTip({ transfer, txOf }: Facts & { readonly transfer: Transfer }) {
  const { t } = useTranslation();
  const { state } = useCase();
  const texts = useSceneTexts();
  const isIn = transfer.side === 'in';
  const claim = isIn ? undefined : state.changeClaims.get(transfer.txid);
  const coins = coinsOf(transfer, txOf(transfer.txid));
  return (
    <>
      <p className="graph-tip__kind">{t(isIn ? 'tip.in' : 'tip.out')}</p>
      <ChainId id={nodeKey(isIn ? transfer.from : transfer.to)} shape="whole" />
      {coins.slice(0, mostCoins).map(({ coin, slot, valueSat }) => (
        <Line key={coin} name={isIn ? t('tip.input', { vin: slot }) : t('tip.output', { vout: slot })}>
          {satText(valueSat)}
        </Line>
      ))}
      {coins.length > mostCoins && <p className="graph-tip__more">{t('tip.more', { count: coins.length - mostCoins })}</p>}
      {coins.length > 1 && <Line name={t('tip.sum')}>{satText(transfer.valueSat.toString())}</Line>}
      <p className="graph-tip__certainty">
        {claim !== undefined && transfer.slots.includes(claim.vout)
          ? t('tip.claim', { vout: claim.vout, rule: texts.changeRule(claim.heuristic) })
          : t('tip.fact')}
      </p>
    </>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <p className="graph-tip__line">
      <span>{name}</span>
      <bdi className="figure" dir="ltr">
        {children}
      </bdi>
    </p>
  );
}
