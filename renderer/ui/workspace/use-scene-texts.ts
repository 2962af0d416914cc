import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isAddressNode, type NodeId, nodeKey } from '../../../core/ids.ts';
import { ownJudgement, type SceneTexts } from '../../view/scene-input.ts';
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
