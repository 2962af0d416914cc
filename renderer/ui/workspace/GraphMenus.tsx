import { useState } from 'react';
import type { GraphTarget } from '../GraphCanvas.tsx';
import { useView } from '../services.ts';
import { usePicking } from '../use-picking.ts';
import { type MenuPlace, NodeMenu } from './NodeMenu.tsx';
import { TransferMenu } from './TransferMenu.tsx';

interface OpenMenu {
  readonly about: GraphTarget;
  readonly place: MenuPlace;
}

export interface GraphMenu {
  /** Null: none is open. */
  readonly open: OpenMenu | null;
  readonly show: (about: GraphTarget, clientX: number, clientY: number) => void;
  readonly close: () => void;
}

/** The menu of the graph. What it is about is picked first, unless it is part of what is picked. */
export function useGraphMenu(): GraphMenu {
  const [open, setOpen] = useState<OpenMenu | null>(null);
  const selection = useView((view) => view.selection);
  const picked = useView((view) => view.selectedOutput);
  const { pick, pickCoin } = usePicking();
  const show = (about: GraphTarget, clientX: number, clientY: number): void => {
    if ('node' in about) {
      if (!selection.includes(about.node)) pick([about.node], 'replace');
    } else if (picked === null || !about.transfer.coins.includes(picked)) pickCoin(about.transfer, about.transfer.coins[0] ?? null);
    setOpen({ about, place: { x: clientX, y: clientY } });
  };
  return { open, show, close: () => setOpen(null) };
}

export function GraphMenus({ menu: { open, close } }: { readonly menu: GraphMenu }) {
  const about = open?.about;
  return (
    <>
      <NodeMenu place={about !== undefined && 'node' in about ? (open?.place ?? null) : null} onClose={close} />
      {open !== null && 'transfer' in open.about && <TransferMenu transfer={open.about.transfer} place={open.place} onClose={close} />}
    </>
  );
}
