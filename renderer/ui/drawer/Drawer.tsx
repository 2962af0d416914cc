import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DrawerTab } from '../../state/view-store.ts';
import { useServices, useView } from '../services.ts';
import { AddressesTable } from './AddressesTable.tsx';
import { HistoryList } from './HistoryList.tsx';
import { NotesTable } from './NotesTable.tsx';
import { OutputsTable } from './OutputsTable.tsx';
import { TransactionsTable } from './TransactionsTable.tsx';
import { useCaseRows } from './use-case-rows.ts';

const tabs: readonly DrawerTab[] = ['transactions', 'addresses', 'outputs', 'notes', 'history'];

/** The case in tables: the same things as on the graph, picked the same way. */
export function Drawer() {
  const { t } = useTranslation();
  const { view } = useServices();
  const tab = useView((state) => state.drawerTab);
  const rows = useCaseRows();
  const counts: Readonly<Record<DrawerTab, number>> = {
    transactions: rows.transactions.length,
    addresses: rows.addresses.length,
    outputs: rows.outputs.length,
    notes: rows.notes.length,
    history: rows.historyLength,
  };
  return (
    <Tabs className="tabs drawer" selectedKey={tab} onSelectionChange={(key) => view.setState({ drawerTab: key as DrawerTab })}>
      <TabList className="tabs__list" aria-label={t('drawer.title')}>
        {tabs.map((id) => (
          <Tab key={id} id={id} className="tabs__tab">
            {t(`drawer.tab.${id}`)} <span className="tabs__count figure">{counts[id]}</span>
          </Tab>
        ))}
      </TabList>
      <TabPanel id="transactions" className="tabs__panel drawer__panel">
        <TransactionsTable rows={rows.transactions} />
      </TabPanel>
      <TabPanel id="addresses" className="tabs__panel drawer__panel">
        <AddressesTable rows={rows.addresses} />
      </TabPanel>
      <TabPanel id="outputs" className="tabs__panel drawer__panel">
        <OutputsTable rows={rows.outputs} />
      </TabPanel>
      <TabPanel id="notes" className="tabs__panel drawer__panel">
        <NotesTable rows={rows.notes} />
      </TabPanel>
      <TabPanel id="history" className="tabs__panel drawer__panel">
        <HistoryList />
      </TabPanel>
    </Tabs>
  );
}
