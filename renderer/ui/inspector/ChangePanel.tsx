import { CheckCheck, CircleSlash, Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChangeCandidates, TxView } from '../../../core/bridge/views.ts';
import { claimChange } from '../../state/case-actions.ts';
import { Button } from '../controls/Button.tsx';
import { Amount } from '../controls/Figures.tsx';
import { QueryFailure, Waiting } from '../controls/QueryState.tsx';
import { Section } from '../controls/Section.tsx';
import { useCase, useRun, useServices } from '../services.ts';
import { usePicking } from '../use-picking.ts';
import { useQuery } from '../use-query.ts';
import { useReasonText } from '../use-reason-text.ts';

type Heuristic = ChangeCandidates['heuristics'][number];

/** Which output goes back to the sender? Every rule says what it cannot rule out, and why; none of them knows. */
export function ChangePanel({ tx }: { readonly tx: TxView }) {
  const { t } = useTranslation();
  const { attemptId, state } = useCase();
  const found = useQuery('ledger.changeCandidates', { attemptId, asOfMs: state.clockMs, txid: tx.txid });
  if (found.status === 'loading') return <Waiting />;
  if (found.status === 'failed') return <QueryFailure error={found.error} />;
  const { heuristics } = found.value;
  const telling = heuristics.filter((heuristic) => heuristic.isApplicable);
  const silent = heuristics.filter((heuristic) => !heuristic.isApplicable);
  return (
    <>
      <p className="rule-note">{t('change.rule')}</p>
      <Outputs tx={tx} heuristics={telling} />
      <Section title={t('change.rules')} count={telling.length}>
        <ul className="heuristics">
          {telling.map((heuristic) => (
            <HeuristicItem key={heuristic.id} heuristic={heuristic} tx={tx} />
          ))}
        </ul>
      </Section>
      {silent.length > 0 && (
        <Section title={t('change.silent')} count={silent.length} isOpen={false}>
          <ul className="heuristics">
            {silent.map((heuristic) => (
              <HeuristicItem key={heuristic.id} heuristic={heuristic} tx={tx} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** Each output with how many rules keep it, to pick or to claim as change. */
function Outputs({ tx, heuristics }: { readonly tx: TxView; readonly heuristics: readonly Heuristic[] }) {
  const { t } = useTranslation();
  const services = useServices();
  const { cases } = services;
  const { state } = useCase();
  const { pickOutput } = usePicking();
  const run = useRun();
  const claim = state.changeClaims.get(tx.txid);
  const claimOutput = (vout: number): void => {
    pickOutput(`${tx.txid}:${vout}`);
    run(() => claimChange(services, tx.txid, vout));
  };
  return (
    <ul className="candidates" aria-label={t('change.outputs')}>
      {tx.outputs.map((output) => {
        const keeping = heuristics.filter((heuristic) => heuristic.survivors.includes(output.vout)).length;
        const isClaimed = claim?.vout === output.vout;
        return (
          <li key={output.vout} className={isClaimed ? 'candidate candidate--claimed' : 'candidate'}>
            <span className="candidate__index figure">{t('change.output', { vout: output.vout })}</span>
            <Amount sat={output.valueSat} shape="fixed" />
            <span className="candidate__kept">{t('change.keptBy', { count: keeping, of: heuristics.length })}</span>
            {isClaimed ? (
              <Button size="small" onPress={() => run(() => cases.append({ type: 'change.withdraw', txid: tx.txid }))}>
                {t('change.withdraw')}
              </Button>
            ) : (
              <Button size="small" onPress={() => claimOutput(output.vout)} aria-label={t('change.claimNamed', { vout: output.vout })}>
                {t('change.claim')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function HeuristicItem({ heuristic, tx }: { readonly heuristic: Heuristic; readonly tx: TxView }) {
  const { t, i18n } = useTranslation();
  const reasonText = useReasonText();
  const textOf = (part: 'name' | 'wrong'): string => {
    const key = `heuristic.${heuristic.id}.${part}`;
    return i18n.exists(key) ? t(key as 'heuristic.client_change.name') : heuristic.id;
  };
  const survivors = heuristic.survivors.map((vout) => t('change.output', { vout }));
  return (
    <li className="heuristic">
      <p className="heuristic__name">
        {textOf('name')}
        {heuristic.isDynamic && (
          <span className="heuristic__dynamic" title={t('heuristic.dynamicMeaning')}>
            {t('heuristic.dynamic')}
          </span>
        )}
      </p>
      {heuristic.isApplicable ? (
        <p className="heuristic__result">
          {heuristic.unique !== null ? <CheckCheck aria-hidden size={14} /> : <CircleSlash aria-hidden size={14} />}
          {heuristic.unique !== null
            ? t('change.unique', { vout: heuristic.unique })
            : survivors.length === 0
              ? t('change.noneLeft')
              : t('change.several', { outputs: survivors.join(', ') })}
        </p>
      ) : (
        <p className="heuristic__result quiet">{t('change.saysNothing')}</p>
      )}
      <ul className="heuristic__reasons">
        {heuristic.reasons
          .filter(({ vout }) => tx.outputs[vout] !== undefined)
          .map(({ vout, keeps, reason }) => (
            <li key={`${vout}-${reason.code}`}>
              {keeps ? (
                <Plus role="img" aria-label={t('change.keeps')} size={12} />
              ) : (
                <Minus role="img" aria-label={t('change.rulesOut')} size={12} />
              )}
              <span>{t('change.reason', { vout, reason: reasonText('reason', reason) })}</span>
            </li>
          ))}
      </ul>
      <p className="heuristic__wrong">
        <strong>{t('heuristic.wrongWhen')}</strong> {textOf('wrong')}
      </p>
    </li>
  );
}
