import { useTranslation } from 'react-i18next';
import type { Answer } from '../../../core/case/answer.ts';
import { useCaseLanguage } from '../CaseLanguage.tsx';
import { ChainId } from '../controls/ChainId.tsx';
import { Amount } from '../controls/Figures.tsx';
import { NodeName } from '../controls/NodeName.tsx';

interface AnswerTextProps {
  readonly answer: Answer;
  /** Texts of the step's choices by id; absent where they are not at hand. */
  readonly choices?: ReadonlyMap<string, string>;
}

/** An answer as it is read: yours, or the correct one once it may be shown. */
export function AnswerText({ answer, choices }: AnswerTextProps) {
  const { t } = useTranslation();
  const lang = useCaseLanguage();
  const named = (id: string) => <span lang={lang}>{choices?.get(id) ?? id}</span>;
  switch (answer.kind) {
    case 'address':
      return <ChainId id={answer.address} />;
    case 'output':
      return <ChainId id={answer.outpoint} />;
    case 'transaction':
      return <ChainId id={answer.txid} />;
    case 'amount':
      return <Amount sat={answer.sat} />;
    case 'choice':
    case 'decision':
      return <>{named(answer.choice)}</>;
    case 'address-set':
      return (
        <ul className="answer-list">
          {answer.addresses.map((address) => (
            <li key={address}>
              <ChainId id={address} />
            </li>
          ))}
        </ul>
      );
    case 'path':
      return (
        <ol className="answer-list answer-list--ordered">
          {answer.nodes.map((node) => (
            <li key={node}>
              <NodeName node={node} />
            </li>
          ))}
        </ol>
      );
    case 'order':
      return (
        <ol className="answer-list answer-list--ordered">
          {answer.events.map((event) => (
            <li key={event}>{named(event)}</li>
          ))}
        </ol>
      );
    case 'finding':
      return (
        <>
          <p>{named(answer.claim)}</p>
          <p className="answer-text__confidence">{t('finding.withConfidence', { level: t(`finding.level.${answer.confidence}`) })}</p>
        </>
      );
  }
}
