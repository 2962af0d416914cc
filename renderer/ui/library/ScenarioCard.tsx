import { Clock3, GraduationCap, ListChecks, Lock, Play, RotateCcw, TriangleAlert } from 'lucide-react';
import { ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ScenarioCard as Card } from '../../../core/bridge/contract.ts';
import { Button } from '../controls/Button.tsx';
import { languageName } from '../language-name.ts';
import { openAttempt, startAttempt } from '../navigation.ts';
import { useRun, useServices } from '../services.ts';

type CardAttempt = Card['attempts'][number];

interface ScenarioCardProps {
  readonly card: Card;
  /** Just opened from a file. */
  readonly isNew: boolean;
}

export function ScenarioCard({ card, isNew }: ScenarioCardProps) {
  const { t, i18n } = useTranslation();
  const newest = card.attempts[0] ?? null;
  /** Words of the curriculum have texts; what else an author writes stands as written. */
  const known = (section: 'level' | 'chain' | 'skill', word: string): string => {
    const key = `card.${section}.${word}`;
    return i18n.exists(key) ? t(key as 'card.chain.bitcoin') : word;
  };
  return (
    <article className={isNew ? 'card card--new' : 'card'} aria-labelledby={`card-${card.scenarioId}`}>
      <header className="card__header">
        <h2 id={`card-${card.scenarioId}`} lang={card.language}>
          {card.title}
        </h2>
        <AttemptState attempt={newest} />
      </header>
      <p className="card__story" lang={card.language}>
        {card.story}
      </p>
      <ul className="card__facts" aria-label={t('card.facts')}>
        <li>
          <GraduationCap aria-hidden size={14} />
          {known('level', card.level)}
        </li>
        <li>
          <Clock3 aria-hidden size={14} />
          {t('card.minutes', { count: card.estimatedMinutes })}
        </li>
        <li>
          <ListChecks aria-hidden size={14} />
          {t('card.steps', { count: card.stepCount })}
        </li>
        {card.chains.map((chain) => (
          <li key={chain}>{known('chain', chain)}</li>
        ))}
        <li>{card.languages.map((tag) => languageName(tag, i18n.language)).join(', ')}</li>
        {card.origin === 'opened' && <li>{t('card.opened')}</li>}
      </ul>
      {card.skills.length > 0 && (
        <ul className="card__skills" aria-label={t('card.skills')}>
          {card.skills.map((skill) => (
            <li key={skill}>{known('skill', skill)}</li>
          ))}
        </ul>
      )}
      {newest?.state === 'under-way' && <AttemptProgress attempt={newest} />}
      <CardActions card={card} newest={newest} />
    </article>
  );
}

function AttemptState({ attempt }: { readonly attempt: CardAttempt | null }) {
  const { t } = useTranslation();
  if (attempt === null) return <span className="card__state">{t('card.new')}</span>;
  if (attempt.state === 'done') {
    return <span className="card__state card__state--done">{t('card.done', { percent: Math.round(attempt.percent) })}</span>;
  }
  if (attempt.state === 'under-way') {
    return (
      <span className="card__state card__state--under-way">
        {t('card.underWay', { step: attempt.stepNumber, count: attempt.stepCount })}
      </span>
    );
  }
  const Icon = attempt.state === 'locked' ? Lock : TriangleAlert;
  return (
    <span className={`card__state card__state--${attempt.state}`}>
      <Icon aria-hidden size={13} />
      {t(`card.${attempt.state}`)}
    </span>
  );
}

function AttemptProgress({ attempt }: { readonly attempt: CardAttempt }) {
  const { t } = useTranslation();
  const done = Math.max(0, attempt.stepNumber - 1);
  return (
    <ProgressBar className="progress progress--thin" aria-label={t('card.progress')} value={done} maxValue={Math.max(1, attempt.stepCount)}>
      {({ percentage }) => (
        <div className="progress__track">
          <div className="progress__fill" style={{ inlineSize: `${percentage ?? 0}%` }} />
        </div>
      )}
    </ProgressBar>
  );
}

function CardActions({ card, newest }: { readonly card: Card; readonly newest: CardAttempt | null }) {
  const { t } = useTranslation();
  const services = useServices();
  const run = useRun();
  const start = (): void => run(() => startAttempt(services, card.scenarioId));
  if (newest === null) {
    return (
      <div className="card__actions">
        <Button tone="primary" icon={Play} onPress={start} aria-label={t('card.startNamed', { title: card.title })}>
          {t('card.start')}
        </Button>
      </div>
    );
  }
  const open = (): void => run(() => openAttempt(services, newest.attemptId));
  const openKey = newest.state === 'done' ? 'card.debrief' : 'card.continue';
  return (
    <div className="card__actions">
      {newest.state !== 'damaged' && (
        <Button tone="primary" icon={Play} onPress={open} aria-label={t(`${openKey}Named`, { title: card.title })}>
          {t(openKey)}
        </Button>
      )}
      <Button icon={RotateCcw} onPress={start} aria-label={t('card.againNamed', { title: card.title })}>
        {t('card.again')}
      </Button>
    </div>
  );
}
