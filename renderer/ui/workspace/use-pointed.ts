import { useCallback, useState } from 'react';
import type { SceneView } from '../../view/scene-view.ts';
import type { GraphTarget } from '../GraphCanvas.tsx';
import type { Pointed } from './GraphTip.tsx';

interface PointedInView extends Pointed {
  readonly view: SceneView;
}

/** What the mouse points at on the graph, as long as the graph is the one it was pointed at in. */
export function usePointed(view: SceneView) {
  const [pointed, setPointed] = useState<PointedInView | null>(null);
  const onHover = useCallback(
    (about: GraphTarget | null, at: Pointed['at']): void => setPointed(about === null ? null : { about, at, view }),
    [view],
  );
  return { pointed: pointed?.view === view ? pointed : null, onHover };
}
