import './access-key.css';
import { Button } from 'react-aria-components/Button';
import { PopoverBox } from '../ui/popover.tsx';
import { shortenAccessKey } from '../ui/shorten.ts';
import { CopiedButton, CopyWordButton, useCopy } from './copy-button.tsx';

/**
 * An access key, which is not secret. Where it does not fit, it is shortened: a press opens the whole key, with Copy. A double click
 * copies it.
 */
export const AccessKey = ({ accessKey }: { readonly accessKey: string }) => {
  const { copied, copy } = useCopy(accessKey, 'access key');
  // The first click opens the popover, and the second click lands on its underlay, so only the document hears both. The next press itself
  // says whether it is the second of a double click. A timer cannot: a slow computer takes a second to open the popover.
  const copyAtSecondClick = () =>
    document.addEventListener('mousedown', ({ detail }) => detail === 2 && copy(), { once: true, capture: true });

  return (
    <span className="copyable">
      <code className="access-key-whole selectable" onDoubleClick={copy}>
        {accessKey}
      </code>
      <PopoverBox
        label="Access key"
        trigger={
          <Button
            className="text-button access-key"
            onPress={({ pointerType }) => {
              if (pointerType === 'mouse') copyAtSecondClick();
            }}
          >
            <code>{shortenAccessKey(accessKey)}</code>
          </Button>
        }
      >
        <div className="access-whole">
          <code className="selectable">{accessKey}</code>
          <CopyWordButton text={accessKey} what="access key" />
        </div>
      </PopoverBox>
      <CopiedButton what="access key" copied={copied} onCopy={copy} />
    </span>
  );
};
