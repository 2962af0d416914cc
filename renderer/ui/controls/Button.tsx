import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly tone?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'small' | 'medium';
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

export function Button({ tone = 'plain', size = 'medium', icon: Icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`button button--${tone} button--${size}`}>
      {Icon !== undefined && <Icon aria-hidden size={size === 'small' ? 14 : 16} />}
      <span className="button__text">{children}</span>
    </AriaButton>
  );
}
