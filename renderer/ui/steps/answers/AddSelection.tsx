import { SquarePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AnswerKind } from '../../../../core/case/answer.ts';
import { Button } from '../../controls/Button.tsx';

type PickedKind = Extract<AnswerKind, 'address' | 'output' | 'transaction' | 'address-set' | 'path' | 'finding'>;

interface AddSelectionProps {
  readonly kind: PickedKind;
  readonly isDisabled: boolean;
  readonly onAdd: (() => void) | null;
}

/** Takes what is selected in graph, table or inspector into the answer; says what to select when nothing fits. */
export function AddSelection({ kind, isDisabled, onAdd }: AddSelectionProps) {
  const { t } = useTranslation();
  return (
    <div className="add-selection">
      <Button icon={SquarePlus} isDisabled={isDisabled || onAdd === null} onPress={() => onAdd?.()}>
        {t('answer.addSelection')}
      </Button>
      {onAdd === null && <p className="add-selection__hint">{t(`answer.select.${kind}`)}</p>}
    </div>
  );
}
