import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TxView } from '../../../core/bridge/views.ts';
import { txNode } from '../../../core/ids.ts';
import type { TransactionTab } from '../../state/view-store.ts';
import { CopyableId } from '../controls/ChainId.tsx';
import { Amount, Time } from '../controls/Figures.tsx';
import { QueryFailure, Waiting } from '../controls/QueryState.tsx';
import { Fact, Facts, Section } from '../controls/Section.tsx';
import { feeRateText, groupDigits, satText } from '../format.ts';
import { useCase, useServices, useView } from '../services.ts';
import { useQuery } from '../use-query.ts';
import { ChangePanel } from './ChangePanel.tsx';
import { InputList, OutputList } from './InputsOutputs.tsx';
import { NodeWork } from './NodeWork.tsx';
import { RawBytes } from './RawBytes.tsx';

const tabs: readonly TransactionTab[] = ['details', 'change', 'raw'];

export function TransactionInspector({ txid }: { readonly txid: string }) {
  const { t } = useTranslation();
  const { view } = useServices();
  const { attemptId, state, ledger } = useCase();
  const tab = useView((state) => state.transactionTab);
  const known = ledger.txs.get(txid);
  const asked = useQuery('ledger.subgraph', known === undefined ? { attemptId, asOfMs: state.clockMs, nodes: [txNode(txid)] } : null);
  const tx = known ?? (asked.status === 'ready' ? asked.value.txs.find((found) => found.txid === txid) : undefined);
  return (
    <div className="inspector__body">
      <div className="inspector__id">
        <p className="inspector__kind">
          {t('node.transaction')}
          {tx?.isCoinbase === true && <span className="inspector__type">{t('tx.coinbase')}</span>}
        </p>
        <CopyableId id={txid} />
      </div>
      <NodeWork node={txNode(txid)} />
      <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => view.setState({ transactionTab: key as TransactionTab })}>
        <TabList className="tabs__list" aria-label={t('inspector.parts')}>
          {tabs.map((id) => (
            <Tab key={id} id={id} className="tabs__tab">
              {t(`inspector.tab.${id}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="details" className="tabs__panel">
          {tx !== undefined ? (
            <TransactionDetails tx={tx} />
          ) : asked.status === 'failed' ? (
            <QueryFailure error={asked.error} />
          ) : (
            <Waiting />
          )}
        </TabPanel>
        <TabPanel id="change" className="tabs__panel">
          {tx === undefined ? <Waiting /> : <ChangePanel tx={tx} />}
        </TabPanel>
        <TabPanel id="raw" className="tabs__panel">
          <RawBytes txid={txid} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

function TransactionDetails({ tx }: { readonly tx: TxView }) {
  const { t } = useTranslation();
  return (
    <>
      <Facts>
        <Fact name={t('tx.time')}>
          <Time atMs={tx.atMs} />
        </Fact>
        <Fact name={t('tx.block')}>
          <span className="figure">{t('tx.blockAt', { height: groupDigits(String(tx.height)), index: tx.indexInBlock })}</span>
        </Fact>
        <Fact name={t('tx.fee')} meaning={t('tx.feeMeaning')}>
          {tx.feeSat === null ? t('tx.noFee') : <FeeText feeSat={tx.feeSat} vsize={tx.vsize} />}
        </Fact>
        <Fact name={t('tx.size')} meaning={t('tx.sizeMeaning')}>
          <span className="figure">{t('tx.sizes', { size: tx.sizeBytes, vsize: tx.vsize })}</span>
        </Fact>
        <Fact name={t('tx.version')}>
          <span className="figure">{t('tx.versionLocktime', { version: tx.version, locktime: tx.locktime })}</span>
        </Fact>
      </Facts>
      <Section title={t('tx.inputs')} count={tx.inputs.length}>
        <InputList tx={tx} />
      </Section>
      <Section title={t('tx.outputs')} count={tx.outputs.length}>
        <OutputList tx={tx} />
      </Section>
    </>
  );
}

function FeeText({ feeSat, vsize }: { readonly feeSat: string; readonly vsize: number }) {
  const { t } = useTranslation();
  return (
    <span className="figure" title={satText(feeSat)}>
      <Amount sat={feeSat} /> <span className="quiet">{t('tx.feeRate', { rate: feeRateText(feeSat, vsize) })}</span>
    </span>
  );
}
