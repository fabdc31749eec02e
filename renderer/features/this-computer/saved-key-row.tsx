import { useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { SavedKey } from '../../../bridge/values/usage.ts';
import { AccessKey } from '../../app/access-key.tsx';
import { usage } from '../../app/bridge.ts';
import { copyText } from '../../app/copy-button.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useAllowed } from '../../app/policy.tsx';
import { useRotateIfAny } from '../../app/rotate.tsx';
import { useRequest } from '../../app/use-request.ts';
import { ClipboardLine, useIsCopied } from '../../panes/clipboard-line.tsx';
import { LabelledLine } from '../../panes/usage/command-line.tsx';
import { EndpointLines } from '../../panes/usage/endpoint-lines.tsx';
import { useCredentialProcess, useExecCommand } from '../../panes/usage/saved-keys.ts';
import { SavedKeyTest } from '../../panes/usage/test-line.tsx';
import { IconButton } from '../../ui/button.tsx';
import { agoAlone, formatDay, instantOf } from '../../ui/dates.ts';
import { Icon } from '../../ui/icons.tsx';
import { useRowMenu } from '../../ui/row-menu.tsx';
import type { SavedKeyAction } from './saved-key-dialogs.tsx';

const inConfigFile = (
  <>
    In <code>~/.aws/config</code>
  </>
);

/**
 * How a saved key is used: its endpoint, and the lines for tools. To show these details reads neither the keychain nor a file.
 * The command `credentials` is shown only in the line for AWS tools: in a terminal it would print the secret.
 */
const SavedKeyDetails = ({ savedKey }: { readonly savedKey: SavedKey }) => {
  const command = useExecCommand(savedKey.name);
  const line = useCredentialProcess(savedKey.name);
  return (
    <div className="stack saved-details">
      <EndpointLines source={{ kind: 'saved', id: savedKey.id }} />
      <div className="stack saved-commands">
        <LabelledLine label="In a terminal" what="Command" text={command} />
        <LabelledLine label={inConfigFile} what="Line for AWS" text={line} />
      </div>
    </div>
  );
};

interface SavedKeyRowProps {
  readonly savedKey: SavedKey;
  readonly now: number;
  readonly onOpen: (action: SavedKeyAction) => void;
}

/** "ci-deploy for Grace Hopper, acme" */
const ownerCaption = ({ keyName, ownerName, tenancyName }: SavedKey): string =>
  [ownerName === '' ? keyName : `${keyName} for ${ownerName}`, tenancyName].filter(Boolean).join(', ');

/** One saved key. Below it are its details, when opened, and the state of a copy. */
export const SavedKeyRow = ({ savedKey, now, onOpen }: SavedKeyRowProps) => {
  const [open, setOpen] = useState(false);
  const details = useId();
  const copied = useIsCopied(savedKey.id);
  const { pending, failure, send, forget } = useRequest();
  const since = instantOf(savedKey.keptAt);
  const copySecret = () => void send(() => usage.CopySavedKey(savedKey.id));
  // If the company forbids to save keys, Keydesk does not use the saved ones. The user can still see and remove them.
  const isGiven = useAllowed('saveOnThisComputer')();
  const rotate = useRotateIfAny();
  const { onContextMenu, menu } = useRowMenu(`Actions for ${savedKey.name}`, [
    { text: 'Copy access key', act: () => void copyText(savedKey.accessKey, 'access key') },
    ...(isGiven ? [{ text: 'Test', act: () => onOpen('test') }] : []),
    ...(rotate && isGiven ? [{ text: 'Rotate', act: () => rotate.open({ kind: 'saved', id: savedKey.id }) }] : []),
    ...(isGiven
      ? [
          { text: 'Profiles for tools', act: () => onOpen('profiles') },
          { text: 'Copy secret key', act: copySecret },
        ]
      : []),
    { text: 'Remove', act: () => onOpen('remove') },
  ]);

  return (
    <>
      <tr onContextMenu={onContextMenu}>
        <th scope="row">
          <Button
            className="unfolding saved-open"
            aria-expanded={open}
            {...(open ? { 'aria-controls': details } : {})}
            onPress={() => setOpen(!open)}
          >
            <Icon name="chevron-right" size={14} />
            <span className="saved-title">{savedKey.name}</span>
          </Button>
          <span className="third two-lines saved-for" title={ownerCaption(savedKey)}>
            {ownerCaption(savedKey)}
          </span>
          <SavedKeyTest id={savedKey.id} />
        </th>
        <td className="key-access">
          <AccessKey accessKey={savedKey.accessKey} />
        </td>
        <td className="key-date">
          {since === null ? (
            'Unknown'
          ) : (
            <>
              <span className="key-line">{agoAlone(since, now)}</span>
              <span className="third key-line">{formatDay(since)}</span>
            </>
          )}
        </td>
        <td className="saved-actions">
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
          <div role="group" aria-label={`Actions for ${savedKey.name}`} className="row-actions">
            {isGiven && (
              <>
                <IconButton icon="pulse" name="Test" onPress={() => onOpen('test')} />
                <IconButton icon="file" name="Profiles for tools" onPress={() => onOpen('profiles')} />
                <IconButton icon="key" name="Copy secret key" isPending={pending} onPress={copySecret} />
              </>
            )}
            <IconButton icon="trash" name="Remove" look="loss" onPress={() => onOpen('remove')} />
          </div>
          {menu}
        </td>
      </tr>
      {(open || copied || failure) && (
        <tr>
          <td colSpan={4} id={details} className="saved-more">
            {failure && <FailureNotice failure={failure} onDismiss={forget} />}
            {copied && <ClipboardLine handle={savedKey.id} />}
            {open && <SavedKeyDetails savedKey={savedKey} />}
          </td>
        </tr>
      )}
    </>
  );
};
