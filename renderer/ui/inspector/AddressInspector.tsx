import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AddressView } from '../../../core/bridge/views.ts';
import { addressNode } from '../../../core/ids.ts';
import type { AddressTab } from '../../state/view-store.ts';
import { CopyableId } from '../controls/ChainId.tsx';
import { Amount, Time } from '../controls/Figures.tsx';
import { QueryFailure, Waiting } from '../controls/QueryState.tsx';
import { Fact, Facts, Section } from '../controls/Section.tsx';
import { useCase, useServices, useView } from '../services.ts';
import { useQuery } from '../use-query.ts';
import { AddressTransactions } from './AddressTransactions.tsx';
import { CoSpendPanel } from './CoSpendPanel.tsx';
import { NodeWork } from './NodeWork.tsx';
import { TagList } from './TagList.tsx';

const tabs: readonly AddressTab[] = ['details', 'transactions', 'co-spend'];

export function AddressInspector({ address }: { readonly address: string }) {
  const { t } = useTranslation();
  const { view } = useServices();
  const { attemptId, state, ledger } = useCase();
  const tab = useView((state) => state.addressTab);
  const known = ledger.addresses.get(address);
  const asked = useQuery('ledger.address', known === undefined ? { attemptId, asOfMs: state.clockMs, address } : null);
  const details = known ?? (asked.status === 'ready' ? asked.value : null);
  return (
    <div className="inspector__body">
      <div className="inspector__id">
        <p className="inspector__kind">
          {t('node.address')}
          {details !== null && <span className="inspector__type">{t(`scriptType.${details.scriptType}`)}</span>}
          {details?.isService === true && <span className="inspector__service">{t('node.service')}</span>}
        </p>
        <CopyableId id={address} />
      </div>
      <NodeWork node={addressNode(address)} />
      <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => view.setState({ addressTab: key as AddressTab })}>
        <TabList className="tabs__list" aria-label={t('inspector.parts')}>
          {tabs.map((id) => (
            <Tab key={id} id={id} className="tabs__tab">
              {t(`inspector.tab.${id}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="details" className="tabs__panel">
          {details !== null ? (
            <AddressDetails details={details} />
          ) : asked.status === 'failed' ? (
            <QueryFailure error={asked.error} />
          ) : (
            <Waiting />
          )}
        </TabPanel>
        <TabPanel id="transactions" className="tabs__panel">
          <AddressTransactions address={address} />
        </TabPanel>
        <TabPanel id="co-spend" className="tabs__panel">
          <CoSpendPanel address={address} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

function AddressDetails({ details }: { readonly details: AddressView }) {
  const { t } = useTranslation();
  return (
    <>
      <Facts>
        <Fact name={t('address.received')}>
          <Amount sat={details.receivedSat} shape="fixed" />
        </Fact>
        <Fact name={t('address.sent')}>
          <Amount sat={details.sentSat} shape="fixed" />
        </Fact>
        <Fact name={t('address.balance')} meaning={t('address.balanceMeaning')}>
          <Amount sat={details.balanceSat} shape="fixed" />
        </Fact>
        <Fact name={t('address.txCount')}>
          <span className="figure">{details.txCount}</span>
        </Fact>
        <Fact name={t('address.firstSeen')}>
          <Time atMs={details.firstSeenMs} />
        </Fact>
        <Fact name={t('address.lastSeen')}>
          <Time atMs={details.lastSeenMs} />
        </Fact>
      </Facts>
      <Section title={t('tags.title')} count={details.tags.length}>
        <TagList tags={details.tags} />
      </Section>
    </>
  );
}
