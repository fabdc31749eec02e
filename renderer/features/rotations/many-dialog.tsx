import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CampaignRequest, UserListOutcome } from '../../../bridge/values/campaign.ts';
import type { ValueIn } from '../../../bridge/values/value-of.ts';
import { campaigns } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { read } from '../../app/query-client.ts';
import type { RotateDialogProps } from '../../app/rotate.tsx';
import { useAccount } from '../../app/session.tsx';
import { useCampaignsStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { expiryInstant } from '../../panes/expiry-choice.ts';
import { ExpiryField, useExpiry } from '../../panes/expiry-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/choices.tsx';
import { formatCount, keysWords } from '../../ui/dates.ts';
import { DialogActions, DialogPending, DialogWindow } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { usersWords } from './campaign-words.ts';
import { StartCampaign } from './start-campaign.tsx';

type UserList = NonNullable<ValueIn<UserListOutcome>>;
type Purpose = CampaignRequest['purpose'];

const purposes = [
  { id: 'rotate', text: 'Replace their keys' },
  { id: 'create', text: 'Only make new keys' },
] as const satisfies readonly { id: Purpose; text: string }[];

/** `{key}` is the old key's name. Without an old key, the name contains the user's name. */
const patternFor = (purpose: Purpose): string => (purpose === 'rotate' ? '{key}' : '{user}-{date}');

interface FileProps {
  readonly list: UserList | null;
  readonly onList: (list: UserList) => void;
}

const FileSource = ({ list, onList }: FileProps) => {
  const { pending, failure, send } = useRequest();
  const choose = async () => {
    const result = await send(() => campaigns.ChooseUserList());
    if (result?.ok && result.value) onList(result.value);
  };
  return (
    <>
      <div className="bar rotation-bar">
        <Button icon="file" isPending={pending} onPress={() => void choose()}>
          Choose a CSV file…
        </Button>
        <span className="third">
          {list === null
            ? 'A column “user” with user names, e-mails or OCIDs; “key name”, “description” and “expires” if you like.'
            : `${list.file}: ${usersWords(list.users)}`}
        </span>
      </div>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};

interface PreviewProps {
  readonly request: CampaignRequest;
  readonly onChange: () => void;
  readonly onClose: () => void;
}

/** Looks up every line and shows what will happen. Changes nothing at Oracle. */
const Preview = ({ request, onChange, onClose }: PreviewProps) => {
  const account = useAccount();
  const work = useCampaignsStore().result?.work;
  const preview = useQuery({
    queryKey: ['account', account.id, 'campaign-preview', request],
    queryFn: read((call) => campaigns.PreviewCampaign(call, request)),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (preview.data) return <StartCampaign preview={preview.data} onChange={onChange} onClose={onClose} />;
  return (
    <>
      {preview.error && <FailureNotice failure={preview.error} onRetry={() => void preview.refetch()} />}
      <DialogActions
        beside={
          preview.isFetching && (
            <DialogPending>
              {work?.kind === 'looking'
                ? `Looking up ${formatCount(work.done)} of ${formatCount(work.of)}…`
                : 'Looking up the users…'}
            </DialogPending>
          )
        }
      >
        <Button onPress={onChange}>Cancel</Button>
      </DialogActions>
    </>
  );
};

/** New keys for many users: from the selected keys of the report, or from a CSV file. */
export const ManyDialog = ({ selection, count, onClose }: RotateDialogProps<'many'>) => {
  const [list, setList] = useState<UserList | null>(null);
  const [purpose, setPurpose] = useState<Purpose>('rotate');
  const [pattern, setPattern] = useState(patternFor('rotate'));
  const expiry = useExpiry();
  const [request, setRequest] = useState<CampaignRequest | null>(null);
  const isReady = (selection !== null || list !== null) && pattern.trim() !== '' && expiry.error === null;

  const preview = () => {
    if (!isReady) return;
    const source =
      selection !== null
        ? ({ kind: 'report', selection } as const)
        : list && ({ kind: 'users', list: list.list } as const);
    if (!source) return;
    const expiresOn = expiryInstant(expiry.choice, Date.now());
    setRequest({ source, purpose, namePattern: pattern.trim(), description: null, expiresOn });
  };

  return (
    <DialogWindow
      title={selection ? `Rotate ${keysWords(count)}` : 'New keys for many users'}
      size={request === null ? 'wide' : 'widest'}
      onDismiss={onClose}
    >
      {request !== null ? (
        <Preview request={request} onChange={() => setRequest(null)} onClose={onClose} />
      ) : (
        <Form onSubmit={preview}>
          <p>
            Each user gets a new key in an encrypted packet. You send the packets; a receipt code inside tells you who
            has opened theirs. {purpose === 'rotate' ? 'Old keys stay until then.' : 'Keys that they have stay.'}
          </p>
          {selection === null && (
            <>
              <FileSource list={list} onList={setList} />
              <Segments
                label="Purpose"
                options={purposes}
                selected={purpose}
                onSelect={(next) => {
                  setPurpose(next);
                  if (pattern === patternFor(purpose)) setPattern(patternFor(next));
                }}
              />
            </>
          )}
          <TextField
            label="Name of each new key"
            value={pattern}
            onChange={setPattern}
            isRequired
            error={pattern.trim() === '' ? 'A key needs a name.' : null}
            hint={`${purpose === 'rotate' ? '{key} is the old key’s name, ' : ''}{user} is the user name, {date} is today.`}
          />
          <ExpiryField {...expiry} />
          <DialogActions>
            <Button onPress={onClose}>Cancel</Button>
            <Button look="primary" type="submit" isDisabled={!isReady} autoFocus>
              Preview
            </Button>
          </DialogActions>
        </Form>
      )}
    </DialogWindow>
  );
};
