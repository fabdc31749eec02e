import { useEffect, useState } from 'react';
import { announce } from '../ui/announce.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { call, clipboard } from './bridge.ts';

const tickMs = 2000;

/** Copies what is not secret through main, and says so. False: it could not be copied. */
export const copyText = async (text: string, what: string): Promise<boolean> => {
  const result = await call(() => clipboard.CopyText(text));
  const spoken = what.charAt(0).toUpperCase() + what.slice(1);
  announce(result.ok ? `${spoken} copied.` : result.failure.happened);
  return result.ok;
};

/** Copies through main, says so, and shows a tick for two seconds. For what is not secret. */
export const useCopy = (text: string, what: string) => {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), tickMs);
    return () => clearTimeout(timer);
  }, [copied]);
  return { copied, copy: () => void copyText(text, what).then(setCopied) };
};

interface CopyProps {
  readonly text: string;
  /** What is copied: the button is named "Copy " and this. */
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

/** The same for what has other ways to be copied as well: each shows the tick. */
export const CopiedButton = ({ what, copied, onCopy }: CopiedProps) => (
  <IconButton icon={copied ? 'check' : 'copy'} name={`Copy ${what}`} onPress={onCopy} />
);

/** The same with the word "Copy" to be seen. */
export const CopyWordButton = ({ text, what }: CopyProps) => {
  const { copied, copy } = useCopy(text, what);
  return (
    <Button icon={copied ? 'check' : 'copy'} aria-label={`Copy ${what}`} onPress={copy}>
      Copy
    </Button>
  );
};
