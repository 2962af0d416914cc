import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddressTxRow } from '../../../core/bridge/views.ts';
import { txNode } from '../../../core/ids.ts';
import { Amount, Time } from '../controls/Figures.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { NodeLink } from '../controls/NodeLink.tsx';
import { QueryFailure, Waiting } from '../controls/QueryState.tsx';
import { useCase } from '../services.ts';
import { useQuery } from '../use-query.ts';

const pageSize = 50;

/** Every transaction of an address up to the simulated now, page by page. */
export function AddressTransactions({ address }: { readonly address: string }) {
  const { t } = useTranslation();
  const { attemptId, state } = useCase();
  const [offset, setOffset] = useState(0);
  const page = useQuery('ledger.addressTxs', { attemptId, asOfMs: state.clockMs, address, offset, limit: pageSize });
  if (page.status === 'loading') return <Waiting />;
  if (page.status === 'failed') return <QueryFailure error={page.error} />;
  const { rows, total } = page.value;
  return (
    <>
      <table className="small-table" aria-label={t('address.transactions')}>
        <thead>
          <tr>
            <th scope="col">{t('column.time')}</th>
            <th scope="col">{t('column.transaction')}</th>
            <th scope="col" className="small-table__number">
              {t('column.moved')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TransactionLine key={row.txid} row={row} />
          ))}
        </tbody>
      </table>
      {total > pageSize && (
        <div className="pager">
          <IconButton
            size="small"
            icon={ChevronLeft}
            label={t('pager.previous')}
            isDisabled={offset === 0}
            onPress={() => setOffset(offset - pageSize)}
          />
          <span className="figure">{t('pager.range', { from: offset + 1, to: offset + rows.length, total })}</span>
          <IconButton
            size="small"
            icon={ChevronRight}
            label={t('pager.next')}
            isDisabled={offset + rows.length >= total}
            onPress={() => setOffset(offset + pageSize)}
          />
        </div>
      )}
    </>
  );
}

function TransactionLine({ row }: { readonly row: AddressTxRow }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td>
        <Time atMs={row.atMs} shape="minute" />
      </td>
      <td>
        <NodeLink node={txNode(row.txid)} />
      </td>
      <td className="small-table__number">
        {row.receivedSat !== '0' && <Moved way="in" name={t('address.in')} sat={row.receivedSat} />}
        {row.sentSat !== '0' && <Moved way="out" name={t('address.out')} sat={row.sentSat} />}
      </td>
    </tr>
  );
}

function Moved({ way, name, sat }: { readonly way: 'in' | 'out'; readonly name: string; readonly sat: string }) {
  return (
    <span className={`moved moved--${way}`}>
      <span className="moved__sign" role="img" aria-label={name}>
        {way === 'in' ? '+' : '−'}
      </span>
      <Amount sat={sat} shape="fixed" hasUnit={false} />
    </span>
  );
}
