import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RawTx } from '../../../core/bridge/views.ts';
import { CopyButton } from '../controls/ChainId.tsx';
import { QueryFailure, Waiting } from '../controls/QueryState.tsx';
import { Scrollable } from '../controls/Scrollable.tsx';
import { useCase } from '../services.ts';
import { useQuery } from '../use-query.ts';

type Field = RawTx['fields'][number];

/** The serialised transaction, byte by byte, with every field named: a hex view and its legend light each other up. */
export function RawBytes({ txid }: { readonly txid: string }) {
  const { attemptId, state } = useCase();
  const raw = useQuery('ledger.rawTx', { attemptId, asOfMs: state.clockMs, txid });
  if (raw.status === 'loading') return <Waiting />;
  if (raw.status === 'failed') return <QueryFailure error={raw.error} />;
  return <RawView raw={raw.value} />;
}

function RawView({ raw }: { readonly raw: RawTx }) {
  const { t } = useTranslation();
  const [lit, setLit] = useState<number | null>(null);
  return (
    <div className="raw">
      <p className="raw__head">
        <span className="figure">{t('raw.bytes', { count: raw.hex.length / 2 })}</span>
        <CopyButton text={raw.hex} label={t('raw.copy')} />
      </p>
      <Scrollable className="raw__hex" label={t('raw.hexLabel', { count: raw.hex.length / 2 })}>
        <bdi dir="ltr">
          {raw.fields.map((field, index) => (
            <span
              key={field.start}
              className={`raw__field raw__field--${index % 6}${lit === index ? ' raw__field--lit' : ''}`}
              onPointerEnter={() => setLit(index)}
              onPointerLeave={() => setLit(null)}
            >
              {spaced(raw.hex.slice(field.start * 2, (field.start + field.length) * 2))}{' '}
            </span>
          ))}
        </bdi>
      </Scrollable>
      <ol className="raw__legend" aria-label={t('raw.legend')}>
        {raw.fields.map((field, index) => (
          <li key={field.start}>
            <Button
              className={`raw__entry${lit === index ? ' raw__entry--lit' : ''}`}
              onHoverStart={() => setLit(index)}
              onHoverEnd={() => setLit(null)}
              onFocus={() => setLit(index)}
              onBlur={() => setLit(null)}
            >
              <span aria-hidden className={`raw__swatch raw__field--${index % 6}`} />
              <FieldName field={field} />
              <bdi dir="ltr" className="raw__value" title={field.value}>
                {field.value}
              </bdi>
              <bdi dir="ltr" className="raw__range figure">
                {field.start}+{field.length}
              </bdi>
            </Button>
          </li>
        ))}
      </ol>
    </div>
  );
}

const spaced = (hex: string): string => hex.replace(/(..)(?=.)/g, '$1 ');

function FieldName({ field }: { readonly field: Field }) {
  const { t, i18n } = useTranslation();
  const key = `raw.field.${field.field}`;
  const name = i18n.exists(key) ? t(key as 'raw.field.version') : field.field;
  return <span className="raw__name">{field.index === null ? name : t('raw.numbered', { name, index: field.index })}</span>;
}
