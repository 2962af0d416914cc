import { useSyncExternalStore } from 'react';
import { useView } from './services.ts';

const asked = window.matchMedia('(prefers-reduced-motion: reduce)');

function subscribe(onChange: () => void): () => void {
  asked.addEventListener('change', onChange);
  return () => asked.removeEventListener('change', onChange);
}

/** Whether movement is to be cut: the person's own setting, else what the system asks for. */
export function useIsMotionReduced(): boolean {
  const motion = useView((state) => state.preferences.motion);
  const isAskedBySystem = useSyncExternalStore(subscribe, () => asked.matches);
  return motion === 'system' ? isAskedBySystem : motion === 'reduced';
}
