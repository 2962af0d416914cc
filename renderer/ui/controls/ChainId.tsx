import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortId } from '../../view/short-id.ts';
import { useRun } from '../services.ts';
import { copyText } from './copy-text.ts';
import { IconButton } from './IconButton.tsx';

interface ChainIdProps {
  /** Address, transaction id or `txid:vout`, whole. */
  readonly id: string;
  /** `whole` breaks over lines instead of leaving the middle out. */
  readonly shape?: 'short' | 'whole';
}

/** `bc1q9x…7h2k`; an output keeps its number: `4be1c0…77aa:1`. */
function printed(id: string): string {
  const colon = id.indexOf(':');
  return colon === -1 ? shortId(id) : `${shortId(id.slice(0, colon))}${id.slice(colon)}`;
}

/** Something off the chain: monospaced, left to right in every language, the whole of it on hover. */
export function ChainId({ id, shape = 'short' }: ChainIdProps) {
  return (
    <bdi className={shape === 'short' ? 'chain-id' : 'chain-id chain-id--whole'} dir="ltr" title={id}>
      {shape === 'short' ? printed(id) : id}
    </bdi>
  );
}

const shownMs = 1500;

/** Copies the whole text, however it is shown. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation();
  const run = useRun();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (): void =>
    run(async () => {
      copyText(text);
      setIsCopied(true);
    });
  return <IconButton size="small" icon={isCopied ? Check : Copy} label={isCopied ? t('action.copied') : label} onPress={copy} />;
}

/** A whole id that can be read, selected and copied. */
export function CopyableId({ id, shape = 'whole' }: ChainIdProps) {
  const { t } = useTranslation();
  return (
    <span className="copyable-id">
      <ChainId id={id} shape={shape} />
      <CopyButton text={id} label={t('action.copyId')} />
    </span>
  );
}
