import { Group, Ungroup } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CoSpend } from '../../../core/bridge/views.ts';
import { addressNode, txNode } from '../../../core/ids.ts';
import { useCommands } from '../commands/use-commands.ts';
import { Button } from '../controls/Button.tsx';
import { NodeLink } from '../controls/NodeLink.tsx';
import { QueryFailure, Waiting } from '../controls/QueryState.tsx';
import { Section } from '../controls/Section.tsx';
import { useCase, useRun, useServices } from '../services.ts';
import { useQuery } from '../use-query.ts';

/** Addresses spent together with this one: who says so (which transactions), and what speaks against it. */
export function CoSpendPanel({ address }: { readonly address: string }) {
  const { attemptId, state } = useCase();
  const found = useQuery('ledger.coSpend', { attemptId, asOfMs: state.clockMs, address });
  if (found.status === 'loading') return <Waiting />;
  if (found.status === 'failed') return <QueryFailure error={found.error} />;
  return <CoSpendFound found={found.value} />;
}

function CoSpendFound({ found }: { readonly found: CoSpend }) {
  const { t } = useTranslation();
  const { state } = useCase();
  const { cases } = useServices();
  const run = useRun();
  const { run: runCommand } = useCommands();
  const applied = state.groups.find((group) => group.members.includes(found.address));
  const isAlone = found.members.length < 2;
  return (
    <>
      <p className="rule-note">{t('coSpend.rule')}</p>
      {isAlone && <p className="quiet">{t('coSpend.none')}</p>}
      {applied === undefined && !isAlone && (
        <Button icon={Group} onPress={() => runCommand('group-co-spend')}>
          {t('coSpend.apply', { count: found.members.length })}
        </Button>
      )}
      {applied !== undefined && (
        <>
          <p className="rule-note rule-note--on">{t('coSpend.applied', { count: applied.members.length })}</p>
          <Button icon={Ungroup} onPress={() => run(() => cases.append({ type: 'group.drop', group: applied.id }))}>
            {t('coSpend.drop')}
          </Button>
        </>
      )}
      <CoSpendLists found={found} />
      <p className="rule-note rule-note--wrong">
        <strong>{t('heuristic.wrongWhen')}</strong> {t('coSpend.wrongWhen')}
      </p>
    </>
  );
}

/** Who is united, by which transactions, and which were left out. */
function CoSpendLists({ found }: { readonly found: CoSpend }) {
  const { t } = useTranslation();
  return (
    <>
      {found.members.length > 1 && (
        <Section title={t('coSpend.members')} count={found.members.length}>
          <ul className="id-list">
            {found.members.map((member) => (
              <li key={member}>
                <NodeLink node={addressNode(member)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {found.evidence.length > 0 && (
        <Section title={t('coSpend.evidence')} count={found.evidence.length}>
          <ul className="id-list">
            {found.evidence.map((item) => (
              <li key={item.txid}>
                <NodeLink node={txNode(item.txid)} />
                <span className="id-list__detail">{t('coSpend.united', { count: item.addresses.length })}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {found.excluded.length > 0 && (
        <Section title={t('coSpend.excluded')} count={found.excluded.length}>
          <p className="quiet">{t('coSpend.excludedWhy')}</p>
          <ul className="id-list">
            {found.excluded.map((item) => (
              <li key={item.txid}>
                <NodeLink node={txNode(item.txid)} />
                <span className="id-list__detail">{item.class}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
