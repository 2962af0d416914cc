import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TxView } from '../../../core/bridge/views.ts';
import { addressNode, splitOutpoint, txNode } from '../../../core/ids.ts';
import { Amount } from '../controls/Figures.tsx';
import { NodeLink } from '../controls/NodeLink.tsx';
import { useCase, useView } from '../services.ts';
import { usePicking } from '../use-picking.ts';

type Output = TxView['outputs'][number];

/** Inputs in the order of the serialisation, each with the output it spends, which can be picked here too. */
export function InputList({ tx }: { readonly tx: TxView }) {
  const { t } = useTranslation();
  const { pickOutput } = usePicking();
  const picked = useView((view) => view.selectedOutput);
  return (
    <ol className="puts" aria-label={t('tx.inputs')}>
      {tx.inputs.map((input) => (
        <li key={input.vin} className={picked !== null && input.prev === picked ? 'put put--picked' : 'put'}>
          {input.prev === null ? (
            <span className="put__index figure">{input.vin}</span>
          ) : (
            <ToggleButton
              className="put__pick figure"
              isSelected={picked === input.prev}
              onChange={(isOn) => pickOutput(isOn ? input.prev : null)}
              aria-label={t('tx.pickSpent', { vin: input.vin })}
            >
              {input.vin}
            </ToggleButton>
          )}
          <div className="put__main">
            {input.address === null ? <span className="quiet">{t('tx.newCoins')}</span> : <NodeLink node={addressNode(input.address)} />}
            <p className="put__detail">
              {input.scriptType !== null && <span>{t(`scriptType.${input.scriptType}`)}</span>}
              {input.prev !== null && (
                <span className="put__link">
                  {t('tx.spends')} <NodeLink node={txNode(splitOutpoint(input.prev).txid)} />
                  <span className="figure">:{splitOutpoint(input.prev).vout}</span>
                </span>
              )}
            </p>
          </div>
          {input.valueSat !== null && <Amount sat={input.valueSat} shape="fixed" hasUnit={false} />}
        </li>
      ))}
    </ol>
  );
}

/** Outputs in the order of the serialisation; each can be picked as an answer. */
export function OutputList({ tx }: { readonly tx: TxView }) {
  const { t } = useTranslation();
  return (
    <ol className="puts" aria-label={t('tx.outputs')}>
      {tx.outputs.map((output) => (
        <OutputItem key={output.vout} txid={tx.txid} output={output} />
      ))}
    </ol>
  );
}

function OutputItem({ txid, output }: { readonly txid: string; readonly output: Output }) {
  const { t } = useTranslation();
  const { pickOutput } = usePicking();
  const { state } = useCase();
  const outpoint = `${txid}:${output.vout}`;
  const isPicked = useView((view) => view.selectedOutput === outpoint);
  const isClaimed = state.changeClaims.get(txid)?.vout === output.vout;
  return (
    <li className={isPicked ? 'put put--picked' : 'put'}>
      <ToggleButton
        className="put__pick figure"
        isSelected={isPicked}
        onChange={(isOn) => pickOutput(isOn ? outpoint : null)}
        aria-label={t('tx.pickOutput', { vout: output.vout })}
      >
        {output.vout}
      </ToggleButton>
      <div className="put__main">
        {output.address === null ? <span className="quiet">{t('tx.noAddress')}</span> : <NodeLink node={addressNode(output.address)} />}
        <p className="put__detail">
          <span>{t(`scriptType.${output.scriptType}`)}</span>
          {output.spentBy === null ? (
            <span>{t('tx.unspent')}</span>
          ) : (
            <span className="put__link">
              {t('tx.spentBy')} <NodeLink node={txNode(output.spentBy.txid)} />
            </span>
          )}
          {isClaimed && <span className="put__claim">{t('change.claimed')}</span>}
        </p>
      </div>
      <Amount sat={output.valueSat} shape="fixed" hasUnit={false} />
    </li>
  );
}
