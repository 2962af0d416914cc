import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Debrief } from '../../../core/bridge/views.ts';
import type { NodeId } from '../../../core/ids.ts';
import { SafeMarkdown } from '../briefing/SafeMarkdown.tsx';
import { useCaseLanguage } from '../CaseLanguage.tsx';
import { Button } from '../controls/Button.tsx';
import { IconButton } from '../controls/IconButton.tsx';

interface IdealPathProps {
  readonly path: Debrief['idealPath'];
  readonly onFocus: (nodes: readonly NodeId[]) => void;
}

/** Long enough to read two sentences. */
const sceneMs = 6000;

/** How it could have gone: one scene a step, played or turned by hand, the graph following. */
export function IdealPath({ path, onFocus }: IdealPathProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const [isPlaying, setIsPlaying] = useState(false);
  const go = (index: number): void => {
    setAt(index);
    onFocus(path[index]?.nodes ?? []);
  };
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => {
      if (at + 1 >= path.length) {
        setIsPlaying(false);
        return;
      }
      setAt(at + 1);
      onFocus(path[at + 1]?.nodes ?? []);
    }, sceneMs);
    return () => clearTimeout(timer);
  }, [isPlaying, at, path, onFocus]);
  const scene = path[at];
  if (scene === undefined) return null;
  const play = (): void => {
    const start = at + 1 >= path.length ? 0 : at;
    go(start);
    setIsPlaying(true);
  };
  return (
    <section className="ideal" aria-label={t('ideal.title')}>
      <header className="ideal__header">
        <h3>{t('ideal.title')}</h3>
        <div className="ideal__controls">
          <IconButton icon={ChevronLeft} label={t('ideal.previous')} isDisabled={at === 0} onPress={() => go(at - 1)} />
          {isPlaying ? (
            <Button icon={Pause} onPress={() => setIsPlaying(false)}>
              {t('ideal.pause')}
            </Button>
          ) : (
            <Button tone="primary" icon={Play} onPress={play}>
              {t('ideal.play')}
            </Button>
          )}
          <IconButton icon={ChevronRight} label={t('ideal.next')} isDisabled={at + 1 >= path.length} onPress={() => go(at + 1)} />
        </div>
      </header>
      <div className="ideal__scene" aria-live={isPlaying ? 'off' : 'polite'}>
        <SceneText scene={scene} position={t('ideal.position', { number: at + 1, count: path.length })} />
        {scene.nodes.length > 0 && (
          <Button size="small" tone="quiet" onPress={() => onFocus([...scene.nodes])}>
            {t('ideal.show', { count: scene.nodes.length })}
          </Button>
        )}
      </div>
    </section>
  );
}

function SceneText({ scene, position }: { readonly scene: Debrief['idealPath'][number]; readonly position: string }) {
  const lang = useCaseLanguage();
  return (
    <>
      <p className="ideal__title">
        <span className="figure">{position}</span> <span lang={lang}>{scene.title}</span>
      </p>
      <SafeMarkdown text={scene.text} />
    </>
  );
}
