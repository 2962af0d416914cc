import { CirclePlus, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../../core/bridge/views.ts';
import { isAddressNode, nodeKey } from '../../../core/ids.ts';
import { bringIn } from '../../state/case-actions.ts';
import { Button } from '../controls/Button.tsx';
import { Field } from '../controls/Fields.tsx';
import { Time } from '../controls/Figures.tsx';
import { EmptyState } from '../controls/Marks.tsx';
import { ModalDialog } from '../controls/ModalDialog.tsx';
import { QueryFailure } from '../controls/QueryState.tsx';
import { useCase, useRun, useServices } from '../services.ts';
import { usePicking } from '../use-picking.ts';
import { useQuery } from '../use-query.ts';

const shortest = 3;
const shown = 50;

/** Any part of an address or transaction id, anywhere in the ledger as of the simulated now. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { attemptId, state } = useCase();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const isLongEnough = wanted.length >= shortest;
  const found = useQuery(
    'ledger.search',
    isLongEnough ? { attemptId, asOfMs: state.clockMs, text: wanted.slice(0, 100), limit: shown } : null,
  );
  return (
    <ModalDialog title={t('search.title')} size="large" onClose={onClose}>
      <Field
        label={t('search.label')}
        description={t('search.help')}
        value={text}
        onChange={setText}
        autoFocus
        isMono
        autoComplete="off"
        maxLength={100}
      />
      <div className="search__results" role="status" aria-label={t('search.results')}>
        {!isLongEnough && (
          <EmptyState icon={Search} title={t('search.emptyTitle')}>
            {t('search.empty')}
          </EmptyState>
        )}
        {isLongEnough && found.status === 'failed' && <QueryFailure error={found.error} />}
        {isLongEnough && found.status === 'ready' && (
          <>
            <p className="search__count">
              {found.value.total > found.value.hits.length
                ? t('search.countCut', { count: found.value.total, shown: found.value.hits.length })
                : t('search.count', { count: found.value.total })}
            </p>
            <ul className="search__hits">
              {found.value.hits.map((hit) => (
                <Hit key={hit.node} hit={hit} onClose={onClose} />
              ))}
            </ul>
          </>
        )}
      </div>
    </ModalDialog>
  );
}

function Hit({ hit, onClose }: { readonly hit: SearchHit; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const services = useServices();
  const run = useRun();
  const { pick } = usePicking();
  const { state } = useCase();
  const id = nodeKey(hit.node);
  const isOnGraph = state.nodes.get(hit.node)?.hidden === false;
  const show = (): void => {
    pick([hit.node], 'replace');
    onClose();
    services.graph.current?.focus([hit.node]);
  };
  const add = (): void =>
    run(async () => {
      await bringIn(services, [hit.node]);
      show();
    });
  return (
    <li className="search__hit">
      <span className="search__kind">{t(isAddressNode(hit.node) ? 'node.address' : 'node.transaction')}</span>
      <bdi dir="ltr" className="search__id">
        {id.slice(0, hit.at)}
        <mark>{id.slice(hit.at, hit.at + hit.length)}</mark>
        {id.slice(hit.at + hit.length)}
      </bdi>
      <Time atMs={hit.atMs} shape="minute" />
      <span className="search__actions">
        <Button size="small" tone="quiet" onPress={show} aria-label={t('search.inspectNamed', { id })}>
          {t('search.inspect')}
        </Button>
        <Button size="small" icon={CirclePlus} isDisabled={isOnGraph} onPress={add} aria-label={t('search.addNamed', { id })}>
          {isOnGraph ? t('search.onGraph') : t('command.add-to-graph')}
        </Button>
      </span>
    </li>
  );
}
