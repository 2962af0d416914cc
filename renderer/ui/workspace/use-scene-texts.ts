import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ownJudgement } from '../../../core/case/entry.ts';
import { isAddressNode, type NodeId, nodeKey } from '../../../core/ids.ts';
import type { SceneTexts } from '../../view/scene-input.ts';
import type { Transfer } from '../../view/scene-view.ts';
import { shortId } from '../../view/short-id.ts';
import { btcText, utcMinute, utcText } from '../format.ts';
import { useCaseStore } from '../services.ts';

/** Words and figures on the graph. */
export function useSceneTexts(): SceneTexts {
  const { t, i18n } = useTranslation();
  return useMemo(
    () => ({
      value: (sat) => btcText(sat.toString()),
      time: (atMs) => t('graph.time', { time: utcMinute(atMs) }),
      times: (count) => t('graph.times', { count }),
      changeRule: (heuristic) => {
        if (heuristic === ownJudgement) return t('graph.ownJudgement');
        const key = `heuristic.${heuristic}.name`;
        return i18n.exists(key) ? t(key as 'heuristic.client_change.name') : heuristic;
      },
      coSpend: t('graph.coSpend'),
    }),
    [t, i18n],
  );
}

/** One sentence about a node, for people who hear the graph. */
export function useNodeSentence(): (node: NodeId) => string {
  const { t } = useTranslation();
  const data = useCaseStore((state) => state.data);
  return useCallback(
    (node) => {
      const own = data?.state.nodes.get(node);
      const key = nodeKey(node);
      const name = own?.label ? `${own.label}, ${shortId(key)}` : shortId(key);
      const mark = own?.mark ? t(`mark.${own.mark}`) : '';
      if (isAddressNode(node)) {
        const address = data?.ledger.addresses.get(key);
        const tag = address?.tags[0]?.label ?? '';
        return t('graph.addressSentence', {
          name: [name, tag, mark].filter((part) => part !== '').join(', '),
          received: btcText(address?.receivedSat ?? '0'),
          balance: btcText(address?.balanceSat ?? '0'),
        });
      }
      const tx = data?.ledger.txs.get(key);
      return t('graph.transactionSentence', {
        name: [name, mark].filter((part) => part !== '').join(', '),
        time: tx === undefined ? '' : utcText(tx.atMs),
        inputs: tx?.inputs.length ?? 0,
        outputs: tx?.outputs.length ?? 0,
      });
    },
    [data, t],
  );
}

/** One sentence about a coin of a line, likewise. */
export function useCoinSentence(): (transfer: Transfer, coin: string) => string {
  const { t } = useTranslation();
  const data = useCaseStore((state) => state.data);
  return useCallback(
    (transfer, coin) => {
      const slot = transfer.slots[transfer.coins.indexOf(coin)] ?? 0;
      const tx = data?.ledger.txs.get(transfer.txid);
      const isIn = transfer.side === 'in';
      const puts = (isIn ? tx?.inputs : tx?.outputs) ?? [];
      const facts = {
        of: puts.length,
        value: btcText(puts[slot]?.valueSat ?? '0'),
        address: shortId(nodeKey(isIn ? transfer.from : transfer.to)),
        txid: shortId(transfer.txid),
      };
      return isIn ? t('graph.inputSentence', { ...facts, vin: slot }) : t('graph.outputSentence', { ...facts, vout: slot });
    },
    [data, t],
  );
}
