import './button.css';
import type { ReactNode, Ref } from 'react';
import { Button as Pressable, type ButtonProps as PressableProps } from 'react-aria-components/Button';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { Icon, type IconName } from './icons.tsx';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'loss';

export interface ButtonProps extends Omit<PressableProps, 'className' | 'children' | 'style'> {
  /** One primary button a view. */
  readonly look?: ButtonLook;
  readonly icon?: IconName;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

export const Button = ({ look = 'plain', icon, children, ...rest }: ButtonProps) => (
  <Pressable {...rest} className={`button button-${look}`}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </Pressable>
);

export interface IconButtonProps extends Omit<PressableProps, 'className' | 'children' | 'style' | 'aria-label'> {
  readonly icon: IconName;
  /** The accessible name, shown as a tooltip too. */
  readonly name: string;
  readonly look?: 'quiet' | 'loss';
}

const tooltipDelayMs = 400;

/** A button that is a picture only. */
export const IconButton = ({ icon, name, look = 'quiet', ...rest }: IconButtonProps) => (
  <TooltipTrigger delay={tooltipDelayMs} closeDelay={0}>
    <Pressable {...rest} aria-label={name} className={`icon-button icon-button-${look}`}>
      <Icon name={icon} />
    </Pressable>
    <Tooltip className="tooltip" offset={6}>
      {name}
    </Tooltip>
  </TooltipTrigger>
);
