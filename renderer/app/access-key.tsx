import { Button } from 'react-aria-components/Button';
import { PopoverBox } from '../ui/popover.tsx';
import { shortenAccessKey } from '../ui/shorten.ts';
import { CopyButton, CopyWordButton, copyText } from './copy-button.tsx';

/**
 * Whole where there is room; else shortened, and selecting it shows it whole, with Copy. A double click copies it. An access key
 * is not secret.
 */
export const AccessKey = ({ accessKey }: { readonly accessKey: string }) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: for the mouse alone; the keyboard has the button beside it
  <span className="copyable" onDoubleClick={() => void copyText(accessKey, 'access key')}>
    <code className="access-key-whole selectable">{accessKey}</code>
    <PopoverBox
      label="Access key"
      placement="bottom start"
      trigger={
        <Button className="access-key">
          <code>{shortenAccessKey(accessKey)}</code>
        </Button>
      }
    >
      <div className="access-whole">
        <code className="selectable">{accessKey}</code>
        <CopyWordButton text={accessKey} what="access key" />
      </div>
    </PopoverBox>
    <CopyButton text={accessKey} what="access key" />
  </span>
);
