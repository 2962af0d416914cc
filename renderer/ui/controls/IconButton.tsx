import type { LucideIcon } from 'lucide-react';
import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';
import { KeyHint } from './KeyHint.tsx';

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'className' | 'style'> {
  readonly icon: LucideIcon;
  /** Accessible name, shown as the tooltip. */
  readonly label: string;
  readonly shortcut?: string | null;
  readonly size?: 'small' | 'medium';
}

export function IconButton({ icon: Icon, label, shortcut = null, size = 'medium', ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <Button {...props} aria-label={label} className={`icon-button icon-button--${size}`}>
        <Icon aria-hidden size={size === 'small' ? 14 : 17} />
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {shortcut !== null && <KeyHint combo={shortcut} />}
      </Tooltip>
    </TooltipTrigger>
  );
}
