import { Button } from 'react-aria-components/Button';
import { CopyButton, CopyWordButton } from '../../ui/copy-button.tsx';
import { PopoverBox } from '../../ui/popover.tsx';
import { shortenAccessKey } from '../../ui/shorten.ts';

/** Shortened; selecting it shows it whole, with Copy. An access key is not secret. */
export const AccessKey = ({ accessKey }: { readonly accessKey: string }) => (
  <span className="copyable">
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
