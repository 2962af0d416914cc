import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ExpandFilter } from '../../../core/chain/expand-filter.ts';
import { defaultFilter } from '../../state/view-store.ts';
import { Button } from '../controls/Button.tsx';
import { Field } from '../controls/Fields.tsx';
import { useServices, useView } from '../services.ts';
import { type FilterTexts, filterTexts, readFilter } from './filter-form.ts';

/** What an expansion brings in: amounts, times and how many of the largest. Kept until it is changed. */
export function FilterPopover() {
  const { t } = useTranslation();
  const filter = useView((state) => state.filter);
  const isNarrowed = Object.keys(filter).some((name) => name !== 'top');
  const now = [
    filter.top === undefined ? t('filter.all') : t('filter.top', { count: filter.top }),
    ...(isNarrowed ? [t('filter.narrowed')] : []),
  ].join(' · ');
  return (
    <DialogTrigger>
      <AriaButton className={isNarrowed ? 'toolbar__wordy toolbar__wordy--on' : 'toolbar__wordy'} aria-label={`${t('filter.open')} ${now}`}>
        <ListFilter aria-hidden size={16} />
        <span className="toolbar__word">{now}</span>
      </AriaButton>
      <Popover className="popover" placement="bottom start">
        <Dialog className="filter">
          {({ close }) => (
            <>
              <Heading slot="title" level={3}>
                {t('filter.title')}
              </Heading>
              <FilterForm filter={filter} onDone={close} />
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function FilterForm({ filter, onDone }: { readonly filter: ExpandFilter; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { view } = useServices();
  const [texts, setTexts] = useState<FilterTexts>(() => filterTexts(filter));
  const { filter: read, faults } = readFilter(texts);
  const field = (name: keyof FilterTexts) => ({
    value: texts[name],
    onChange: (value: string) => setTexts({ ...texts, [name]: value }),
    error: faults.includes(name) ? t(`filter.fault.${name}`) : null,
    isMono: true,
  });
  const apply = (): void => {
    view.setState({ filter: read });
    onDone();
  };
  const reset = (): void => {
    view.setState({ filter: defaultFilter });
    onDone();
  };
  return (
    <>
      <div className="filter__fields">
        <Field label={t('filter.min')} unit="BTC" inputMode="decimal" {...field('min')} />
        <Field label={t('filter.max')} unit="BTC" inputMode="decimal" {...field('max')} />
        <Field label={t('filter.from')} unit="UTC" placeholder="2025-02-24 00:00" {...field('from')} />
        <Field label={t('filter.to')} unit="UTC" placeholder="2025-03-01 00:00" {...field('to')} />
        <Field label={t('filter.topLabel')} description={t('filter.topHelp')} inputMode="numeric" {...field('top')} />
      </div>
      <div className="filter__actions">
        <Button tone="quiet" onPress={reset}>
          {t('filter.reset')}
        </Button>
        <Button tone="primary" isDisabled={faults.length > 0} onPress={apply}>
          {t('filter.apply')}
        </Button>
      </div>
    </>
  );
}
