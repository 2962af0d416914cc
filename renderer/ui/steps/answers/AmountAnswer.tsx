import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../controls/Fields.tsx';
import { amountInput, btcText, readAmount, satText } from '../../format.ts';
import type { AnswerControlProps } from './answer-control.ts';

/** An amount in the unit the step asks for, kept to the satoshi. */
export function AmountAnswer({ step, answer, isDisabled, onChange }: AnswerControlProps<'amount'>) {
  const { t } = useTranslation();
  const unit = step.amount?.unit ?? 'BTC';
  const [text, setText] = useState(answer === null ? '' : amountInput(answer.sat, unit));
  const given = answer?.sat ?? null;
  const [shown, setShown] = useState(given);
  // Undo, redo and a resumed attempt change the draft from outside: the field follows.
  if (given !== shown) {
    setShown(given);
    if (readAmount(text, unit) !== given) setText(given === null ? '' : amountInput(given, unit));
  }
  const sat = readAmount(text, unit);
  const type = (next: string): void => {
    setText(next);
    const amount = readAmount(next, unit);
    setShown(amount);
    onChange(amount === null ? null : { kind: 'amount', sat: amount });
  };
  const isWrong = text.trim() !== '' && sat === null;
  const tolerance = step.amount?.toleranceSat ?? '0';
  const exact = sat === null ? null : unit === 'BTC' ? satText(sat) : btcText(sat);
  return (
    <Field
      label={t('answer.amount')}
      unit={unit}
      isMono
      value={text}
      isDisabled={isDisabled}
      inputMode="decimal"
      autoComplete="off"
      onChange={type}
      error={isWrong ? t(unit === 'BTC' ? 'answer.noBtcAmount' : 'answer.noSatAmount') : null}
      description={[
        exact === null ? null : t('answer.exactly', { amount: exact }),
        tolerance === '0'
          ? t('answer.toTheSatoshi')
          : t('answer.tolerance', { amount: unit === 'BTC' ? btcText(tolerance) : satText(tolerance) }),
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    />
  );
}
