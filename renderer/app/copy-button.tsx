import { useState } from 'react';
import { announce } from '../ui/announce.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { useAfter } from '../ui/use-after.ts';
import { call, clipboard } from './bridge.ts';

const tickMs = 2000;

/** Copies a text that is not secret through main, and announces the outcome. False: the text was not copied. */
export const copyText = async (text: string, what: string): Promise<boolean> => {
  const result = await call(() => clipboard.CopyText(text));
  const spoken = what.charAt(0).toUpperCase() + what.slice(1);
  announce(result.ok ? `${spoken} copied.` : result.failure.happened);
  return result.ok;
};

/** True for two seconds after a copy. The button shows a tick for that time. */
export const useCopied = () => {
  const [copied, setCopied] = useState(false);
  useAfter(copied, tickMs, () => setCopied(false));
  return [copied, setCopied] as const;
};

/** Copies a text that is not secret, announces it, and shows the tick. */
export const useCopy = (text: string, what: string) => {
  const [copied, setCopied] = useCopied();
  return { copied, copy: () => void copyText(text, what).then(setCopied) };
};

interface CopyProps {
  readonly text: string;
  /** Names the button: "Copy " and this. */
  readonly what: string;
}

export const CopyButton = ({ text, what }: CopyProps) => {
  const { copied, copy } = useCopy(text, what);
  return <CopiedButton what={what} copied={copied} onCopy={copy} />;
};

interface CopiedProps extends Pick<CopyProps, 'what'> {
  readonly copied: boolean;
  readonly onCopy: () => void;
}

/** A copy button for a text that can be copied in other ways too. Each way shows the tick. */
export const CopiedButton = ({ what, copied, onCopy }: CopiedProps) => (
  <IconButton icon={copied ? 'check' : 'copy'} name={`Copy ${what}`} onPress={onCopy} />
);

/** A copy button with the visible word "Copy". */
export const CopyWordButton = ({ text, what }: CopyProps) => {
  const { copied, copy } = useCopy(text, what);
  return (
    <Button icon={copied ? 'check' : 'copy'} aria-label={`Copy ${what}`} onPress={copy}>
      Copy
    </Button>
  );
};
