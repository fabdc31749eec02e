import './button.css';
import type { ReactNode, Ref } from 'react';
import { Button as Pressable, type ButtonProps as PressableProps } from 'react-aria-components/Button';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { Icon, type IconName } from './icons.tsx';

type ButtonLook = 'primary' | 'plain' | 'quiet' | 'loss';

interface ButtonProps extends Omit<PressableProps, 'className' | 'children' | 'style'> {
  /** One primary button per view. */
  readonly look?: ButtonLook;
  readonly icon?: IconName;
  /** Seconds until the button can be pressed. The button shows them. */
  readonly wait?: number;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

/**
 * A pending button keeps the focus and ignores presses. React Aria's own `isPending` is not used: without a progress bar in the
 * button, screen readers would announce an unnamed picture.
 */
const whilePending = (isPending: boolean | undefined) =>
  isPending ? { 'aria-disabled': true, type: 'button' as const, onPress: () => undefined } : {};

export const Button = ({ look = 'plain', icon, wait = 0, children, isPending, ...rest }: ButtonProps) => (
  <Pressable {...rest} {...whilePending(isPending || wait > 0)} className={`button button-${look}`}>
    {icon && <Icon name={icon} />}
    <span>
      {children}
      {wait > 0 && ` (${wait} s)`}
    </span>
  </Pressable>
);

interface IconButtonProps extends Omit<PressableProps, 'className' | 'children' | 'style' | 'aria-label'> {
  readonly icon: IconName;
  /** The accessible name, shown as a tooltip too. */
  readonly name: string;
  readonly look?: 'quiet' | 'loss';
}

const tooltipDelayMs = 400;

/** A button with a picture and no text. */
export const IconButton = ({ icon, name, look = 'quiet', isPending, ...rest }: IconButtonProps) => (
  <TooltipTrigger delay={tooltipDelayMs} closeDelay={0}>
    <Pressable {...rest} {...whilePending(isPending)} aria-label={name} className={`icon-button icon-button-${look}`}>
      <Icon name={icon} />
    </Pressable>
    <Tooltip className="tooltip" offset={6}>
      {name}
    </Tooltip>
  </TooltipTrigger>
);
