import { Lock, Redo2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExerciseView } from '../../../core/bridge/views.ts';
import type { HistoryItem } from '../../../core/case/case-state.ts';
import { nodeKey } from '../../../core/ids.ts';
import { shortId } from '../../view/short-id.ts';
import { caseText, WithCaseText } from '../CaseLanguage.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { Button } from '../controls/Button.tsx';
import { Time } from '../controls/Figures.tsx';
import { Scrollable } from '../controls/Scrollable.tsx';
import { useCase } from '../services.ts';

/** Everything done in this attempt, newest first. Work can be undone and redone step by step; acts are locked. */
export function HistoryList() {
  const { t } = useTranslation();
  const { state } = useCase();
  const { find } = useCommands();
  const undo = find('undo');
  const redo = find('redo');
  const describe = useHistoryText();
  const targetText = (seq: number | null): string => {
    const item = state.history.find((entry) => entry.seq === seq);
    return item === undefined ? '' : describe(item);
  };
  return (
    <div className="history">
      <div className="history__actions">
        <Button size="small" icon={Undo2} isDisabled={undo?.isEnabled !== true} onPress={() => undo?.run()}>
          {state.undoTarget === null ? (
            t('history.nothingToUndo')
          ) : (
            <WithCaseText text={t('history.undo', { what: targetText(state.undoTarget) })} />
          )}
        </Button>
        <Button size="small" icon={Redo2} isDisabled={redo?.isEnabled !== true} onPress={() => redo?.run()}>
          {state.redoTarget === null ? (
            t('history.nothingToRedo')
          ) : (
            <WithCaseText text={t('history.redo', { what: targetText(state.redoTarget) })} />
          )}
        </Button>
      </div>
      <Scrollable className="history__scroll" label={t('drawer.tab.history')}>
        <ol aria-label={t('history.list')} reversed>
          {[...state.history].reverse().map((item) => (
            <li key={item.seq} className={`history__item history__item--${item.kind}${item.undone ? ' history__item--undone' : ''}`}>
              <span className="history__seq figure">{item.seq}</span>
              <span className="history__text">
                <WithCaseText text={describe(item)} />
              </span>
              {item.kind === 'act' && (
                <span className="history__lock" title={t('history.lockedMeaning')}>
                  <Lock aria-hidden size={12} />
                  {t('history.locked')}
                </span>
              )}
              {item.undone && <span className="history__undone">{t('history.undone')}</span>}
              <Time atMs={item.atMs} />
            </li>
          ))}
        </ol>
      </Scrollable>
    </div>
  );
}

function titleOf({ steps }: ExerciseView, stepId: string): string {
  const step = steps.find(({ id }) => id === stepId);
  return step === undefined ? stepId : caseText(step.title);
}

/** A line of the history in words, with the thing it is about. */
function useHistoryText(): (item: HistoryItem) => string {
  const { t } = useTranslation();
  const { exercise } = useCase();
  const stepTitle = (stepId: string): string => titleOf(exercise, stepId);
  return ({ payload }) => {
    switch (payload.type) {
      case 'graph.expand':
        return t(`history.entry.expand-${payload.direction}`, {
          id: shortId(nodeKey(payload.from)),
          count: Math.max(0, payload.nodes.length - 1),
        });
      case 'graph.add':
      case 'graph.hide':
      case 'graph.show':
        return t(`history.entry.${payload.type.slice(6) as 'add' | 'hide' | 'show'}`, { count: payload.nodes.length });
      case 'graph.move':
        return t('history.entry.move', { id: shortId(nodeKey(payload.node)) });
      case 'graph.pin':
        return t(payload.at === null ? 'history.entry.unpin' : 'history.entry.pin', { id: shortId(nodeKey(payload.node)) });
      case 'label.set':
        return t('history.entry.label', { id: shortId(nodeKey(payload.node)), text: payload.text });
      case 'note.set':
        return t('history.entry.note', { id: shortId(nodeKey(payload.node)) });
      case 'mark.set':
        return payload.mark === null
          ? t('history.entry.unmark', { count: payload.nodes.length })
          : t(`history.entry.mark-${payload.mark}`, { count: payload.nodes.length });
      case 'group.apply':
        return t('history.entry.group', { count: payload.members.length });
      case 'group.drop':
        return t('history.entry.ungroup');
      case 'change.claim':
        return t('history.entry.claim', { vout: payload.vout, id: shortId(payload.txid) });
      case 'change.withdraw':
        return t('history.entry.withdraw', { id: shortId(payload.txid) });
      case 'answer.draft':
        return t('history.entry.draft', { title: stepTitle(payload.stepId) });
      case 'undo':
      case 'redo':
        return t(`history.entry.${payload.type}`);
      case 'attempt.begin':
        return t('history.entry.begin');
      case 'attempt.finish':
        return t('history.entry.finish');
      case 'clock.set':
        return t('history.entry.clock');
      case 'step.open':
        return t('history.entry.open', { title: stepTitle(payload.stepId) });
      case 'step.close':
        return t('history.entry.close', { title: stepTitle(payload.stepId) });
      case 'answer.submit':
        return t('history.entry.submit', { title: stepTitle(payload.stepId) });
      case 'answer.verdict':
        return t('history.entry.verdict', { title: stepTitle(payload.stepId), verdict: t(`verdict.${payload.verdict}`) });
      case 'hint.buy':
        return t('history.entry.hint', { title: stepTitle(payload.stepId), count: payload.cost });
    }
  };
}
