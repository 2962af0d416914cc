import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseText } from '../CaseLanguage.tsx';
import { Button } from '../controls/Button.tsx';
import { ModalDialog } from '../controls/ModalDialog.tsx';
import { useCase, useRun, useServices } from '../services.ts';

interface ConfirmProps {
  readonly title: string;
  readonly confirm: string;
  readonly tone: 'primary' | 'danger';
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Confirm({ title, confirm, tone, onConfirm, onClose, children }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <ModalDialog
      title={title}
      size="small"
      role="alertdialog"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {t('action.cancel')}
          </Button>
          <Button tone={tone} onPress={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </ModalDialog>
  );
}

/** A hint costs points for good: title and price first. */
export function HintDialog({ stepId, hint, onClose }: { readonly stepId: string; readonly hint: number; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { cases } = useServices();
  const run = useRun();
  const offered = useCase().exercise.steps.find((step) => step.id === stepId)?.hints[hint];
  if (offered === undefined) return null;
  const buy = (): void => {
    onClose();
    run(() => cases.act({ call: 'exercise.buyHint', input: { stepId, hint } }));
  };
  return (
    <Confirm
      title={t('hint.confirmTitle', { title: caseText(offered.title) })}
      confirm={t('hint.buy', { count: offered.cost })}
      tone="primary"
      onConfirm={buy}
      onClose={onClose}
    >
      <p>{t('hint.confirm', { count: offered.cost })}</p>
    </Confirm>
  );
}

/** Giving a step up closes it with no points. */
export function RevealDialog({ stepId, onClose }: { readonly stepId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { cases, view } = useServices();
  const run = useRun();
  const { exercise } = useCase();
  const step = exercise.steps.find((candidate) => candidate.id === stepId);
  if (step === undefined) return null;
  const reveal = (): void => {
    view.setState({ dialog: null, shownStepId: stepId });
    run(() => cases.act({ call: 'exercise.reveal', input: { stepId } }));
  };
  return (
    <Confirm title={t('reveal.title')} confirm={t('reveal.confirm')} tone="danger" onConfirm={reveal} onClose={onClose}>
      <p>{t('reveal.meaning', { count: step.maxPoints })}</p>
      <p>{t(exercise.isGradedHere ? 'reveal.shown' : 'reveal.sealed')}</p>
    </Confirm>
  );
}
