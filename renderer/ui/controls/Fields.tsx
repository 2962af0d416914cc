import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';

interface FieldProps extends Omit<TextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  readonly description?: string | null;
  readonly error?: string | null;
  /** Shown behind the field, e.g. the unit. */
  readonly unit?: string;
  readonly placeholder?: string;
  readonly lines?: number;
  readonly isMono?: boolean;
}

export function Field({ label, description = null, error = null, unit, placeholder = '', lines, isMono = false, ...props }: FieldProps) {
  const inputClass = `field__input${isMono ? ' field__input--mono' : ''}`;
  return (
    <TextField {...props} className="field" isInvalid={error !== null}>
      <Label className="field__label">{label}</Label>
      <div className="field__row">
        {lines === undefined ? (
          <Input className={inputClass} placeholder={placeholder} />
        ) : (
          <TextArea className={inputClass} rows={lines} placeholder={placeholder} />
        )}
        {unit !== undefined && <span className="field__unit">{unit}</span>}
      </div>
      {description !== null && (
        <Text slot="description" className="field__description">
          {description}
        </Text>
      )}
      <FieldError className="field__error">{error}</FieldError>
    </TextField>
  );
}

interface Option<T extends string> {
  readonly id: T;
  readonly text: ReactNode;
}

interface RadiosProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly isDisabled?: boolean;
  readonly orientation?: 'horizontal' | 'vertical';
  /** Of the options' texts, where that is not the interface's. */
  readonly lang?: string | undefined;
  readonly onChange: (value: T) => void;
}

export function Radios<T extends string>({
  label,
  options,
  value,
  isDisabled = false,
  orientation = 'vertical',
  lang,
  onChange,
}: RadiosProps<T>) {
  return (
    <RadioGroup
      className="radios"
      orientation={orientation}
      value={value}
      isDisabled={isDisabled}
      onChange={(chosen) => onChange(chosen as T)}
    >
      <Label className="field__label">{label}</Label>
      <div className="radios__list">
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="radio">
            <span className="radio__text" lang={lang}>
              {option.text}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

interface ChooserProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: T; readonly text: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A drop-down for a few named options. */
export function Chooser<T extends string>({ label, options, value, onChange }: ChooserProps<T>) {
  return (
    <Select className="field" value={value} onChange={(key) => key !== null && onChange(key as T)}>
      <Label className="field__label">{label}</Label>
      <Button className="chooser">
        <SelectValue />
        <ChevronDown aria-hidden size={14} />
      </Button>
      <Popover className="popover popover--list">
        <ListBox className="list-box">
          {options.map((option) => (
            <ListBoxItem key={option.id} id={option.id} className="list-box__item" textValue={option.text}>
              {option.text}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
