import { useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { KeptKey } from '../../../bridge/values/usage.ts';
import { AccessKey } from '../../app/access-key.tsx';
import { usage } from '../../app/bridge.ts';
import { copyText } from '../../app/copy-button.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { ClipboardLine, useIsCopied } from '../../panes/clipboard-line.tsx';
import { CommandLine } from '../../panes/usage/command-line.tsx';
import { PlaceLines } from '../../panes/usage/place-lines.tsx';
import { KeptTestLine } from '../../panes/usage/test-line.tsx';
import { useCredentialProcess, useExecCommand } from '../../panes/usage/use-kept.ts';
import { IconButton } from '../../ui/button.tsx';
import { agoAlone, formatDay, instantOf } from '../../ui/dates.ts';
import { Icon } from '../../ui/icons.tsx';
import { useRowMenu } from '../../ui/row-menu.tsx';
import type { KeptAction } from './kept-dialogs.tsx';

/**
 * How a kept key is used: where, and the lines with which tools ask for it. To show them asks no keychain and reads no file.
 * `credentials` stands in the line for AWS alone: in a terminal it would print the secret on the screen.
 */
const KeptDetails = ({ kept }: { readonly kept: KeptKey }) => {
  const command = useExecCommand(kept.name);
  const line = useCredentialProcess(kept.name);
  return (
    <div className="kept-details">
      <PlaceLines source={{ kind: 'kept', id: kept.id }} />
      <div className="kept-commands">
        <div className="labelled-line">
          <span className="label">In a terminal</span>
          <CommandLine what="Command" text={command} />
        </div>
        <div className="labelled-line">
          <span className="label">
            In <code>~/.aws/config</code>
          </span>
          <CommandLine what="Line for AWS" text={line} />
        </div>
      </div>
    </div>
  );
};

export interface KeptRowProps {
  readonly kept: KeptKey;
  readonly now: number;
  readonly onAsk: (action: KeptAction) => void;
}

/** "ci-deploy for Grace Hopper, acme" */
const keptForWords = ({ keyName, ownerName, tenancyName }: KeptKey): string =>
  [ownerName === '' ? keyName : `${keyName} for ${ownerName}`, tenancyName].filter(Boolean).join(', ');

/** One kept key; under it how it is used, once that is asked for, and what became of a copy. */
export const KeptRow = ({ kept, now, onAsk }: KeptRowProps) => {
  const [open, setOpen] = useState(false);
  const details = useId();
  const copied = useIsCopied(kept.id);
  const { pending, failure, send, forget } = useRequest();
  const since = instantOf(kept.keptAt);
  const copySecret = () => void send(() => usage.CopyKept(kept.id));
  const { onContextMenu, menu } = useRowMenu(`Actions for ${kept.name}`, [
    { text: 'Copy access key', act: () => void copyText(kept.accessKey, 'access key') },
    { text: 'Test', act: () => onAsk('test') },
    { text: 'Profiles for tools', act: () => onAsk('profiles') },
    { text: 'Copy secret key', act: copySecret },
    { text: 'Remove', act: () => onAsk('remove') },
  ]);

  return (
    <>
      <tr onContextMenu={onContextMenu}>
        <th scope="row" className="kept-name">
          <Button
            className="kept-open"
            aria-expanded={open}
            {...(open ? { 'aria-controls': details } : {})}
            onPress={() => setOpen(!open)}
          >
            <Icon name="chevron-right" size={14} />
            <span className="kept-title">{kept.name}</span>
          </Button>
          <span className="third kept-for" title={keptForWords(kept)}>
            {keptForWords(kept)}
          </span>
          <KeptTestLine id={kept.id} />
        </th>
        <td className="kept-access">
          <AccessKey accessKey={kept.accessKey} />
        </td>
        <td className="kept-since">
          {since === null ? (
            'Unknown'
          ) : (
            <>
              <span className="key-line">{agoAlone(since, now)}</span>
              <span className="third key-line">{formatDay(since)}</span>
            </>
          )}
        </td>
        <td className="kept-actions">
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
          <div role="group" aria-label={`Actions for ${kept.name}`} className="row-actions">
            <IconButton icon="pulse" name="Test" onPress={() => onAsk('test')} />
            <IconButton icon="file" name="Profiles for tools" onPress={() => onAsk('profiles')} />
            <IconButton icon="key" name="Copy secret key" isPending={pending} onPress={copySecret} />
            <IconButton icon="trash" name="Remove" look="loss" onPress={() => onAsk('remove')} />
          </div>
          {menu}
        </td>
      </tr>
      {(open || copied || failure) && (
        <tr>
          <td colSpan={4} id={details} className="kept-more">
            {failure && <FailureNotice failure={failure} onDismiss={forget} />}
            {copied && <ClipboardLine handle={kept.id} />}
            {open && <KeptDetails kept={kept} />}
          </td>
        </tr>
      )}
    </>
  );
};
