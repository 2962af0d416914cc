import { Check, Coins, Copy, CornerUpLeft, type LucideIcon, Spline, Undo2 } from 'lucide-react';
import { MenuItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { claimChange } from '../../state/case-actions.ts';
import type { Transfer } from '../../view/scene-view.ts';
import { shortId } from '../../view/short-id.ts';
import { useCommands } from '../commands/use-commands.ts';
import { copyText } from '../controls/copy-text.ts';
import { KeyHint } from '../controls/KeyHint.tsx';
import { btcText } from '../format.ts';
import { useCase, useRun, useServices, useView } from '../services.ts';
import { usePicking } from '../use-picking.ts';
import { coinsOf } from './coins-of.ts';
import { MenuAt, type MenuPlace } from './NodeMenu.tsx';

/** Coins offered one by one; where a line has more, the inspector lists them all. */
const mostCoins = 12;

interface TransferMenuProps {
  readonly transfer: Transfer;
  /** Null: closed. */
  readonly place: MenuPlace | null;
  readonly onClose: () => void;
}

interface Entry {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly shortcut?: string | null;
  readonly run: () => void;
}

/** What can be done with the coins of a line: pick one of them, claim it as change, copy it. */
export function TransferMenu({ transfer, place, onClose }: TransferMenuProps) {
  const { t } = useTranslation();
  const entries = useEntries(transfer);
  return (
    <MenuAt place={place} label={t('menu.transfer')} onAction={(id) => entries.find((entry) => entry.id === id)?.run()} onClose={onClose}>
      {entries.map(({ id, icon: Icon, label, shortcut }) => (
        <MenuItem key={id} id={id} className="menu__item" textValue={label}>
          <Icon aria-hidden size={15} />
          <span className="menu__text">{label}</span>
          {shortcut != null && <KeyHint combo={shortcut} />}
        </MenuItem>
      ))}
    </MenuAt>
  );
}

function useEntries(transfer: Transfer): readonly Entry[] {
  const { t } = useTranslation();
  const services = useServices();
  const run = useRun();
  const { find } = useCommands();
  const { state, ledger } = useCase();
  const { pick, pickCoin } = usePicking();
  const picked = useView((view) => view.selectedOutput);
  const { txid, side } = transfer;
  const coins = coinsOf(transfer, ledger.txs.get(txid));
  const current = coins.find(({ coin }) => coin === picked) ?? coins[0];
  if (current === undefined) return [];
  const { coin, slot } = current;
  const isClaimed = state.changeClaims.get(txid)?.vout === slot;
  const claim: Entry = isClaimed
    ? {
        id: 'withdraw',
        icon: Undo2,
        label: t('menu.withdraw', { vout: slot }),
        run: () => run(() => services.cases.append({ type: 'change.withdraw', txid })),
      }
    : { id: 'claim', icon: CornerUpLeft, label: t('menu.claim', { vout: slot }), run: () => run(() => claimChange(services, txid, slot)) };
  const candidates = find('change-candidates');
  const colon = coin.indexOf(':');
  return [
    ...coins.slice(0, mostCoins).map(({ coin: one, slot: at, valueSat }): Entry => {
      const value = btcText(valueSat);
      return {
        id: one,
        icon: one === picked ? Check : Coins,
        label: side === 'out' ? t('menu.pickOutput', { vout: at, value }) : t('menu.pickInput', { vin: at, value }),
        run: () => pickCoin(transfer, one),
      };
    }),
    ...(side === 'out' ? [claim] : []),
    ...(side === 'out' && candidates !== undefined
      ? [
          {
            id: 'candidates',
            icon: candidates.command.icon,
            label: candidates.label,
            shortcut: candidates.command.shortcut,
            run: candidates.run,
          },
        ]
      : []),
    { id: 'ends', icon: Spline, label: t('menu.bothEnds'), run: () => pick([transfer.from, transfer.to], 'replace') },
    {
      id: 'copy',
      icon: Copy,
      label: t('menu.copyOutput', { output: `${shortId(coin.slice(0, colon))}${coin.slice(colon)}` }),
      run: () => run(async () => copyText(coin)),
    },
  ];
}
