import { useState } from 'react';
import type { Campaign, CampaignHandedOutcome } from '../../../bridge/values/campaign.ts';
import type { ValueIn } from '../../../bridge/values/value-of.ts';
import { campaigns } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useAddressBookStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { AddRecipient } from '../../panes/handover/add-recipient.tsx';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { campaignTitle } from './campaign-words.ts';

const another = 'another';

/** Writes the campaign into an encrypted file for a colleague, who continues it. On this computer its rotations are paused. */
export const HandCampaignOver = ({
  campaign,
  onClose,
}: {
  readonly campaign: Campaign;
  readonly onClose: () => void;
}) => {
  const book = useAddressBookStore().result;
  const { pending, failure, send } = useRequest();
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [saved, setSaved] = useState<ValueIn<CampaignHandedOutcome>>(null);
  // Not the SSH keys: the colleague's Keydesk opens the file with a handover address, which is never an SSH key.
  const colleagues = book?.recipients.filter(({ kind }) => kind !== 'ssh') ?? [];
  const selected = chosen ?? colleagues[0]?.id ?? another;
  const isNew = selected === another;

  const save = async () => {
    const result = await send(() => campaigns.HandCampaignOver({ campaign: campaign.id, recipient: selected }));
    if (!result?.ok || result.value === null) return;
    setSaved(result.value);
    announce('Campaign handed over.');
  };

  return (
    <DialogWindow title="Hand over to a colleague" size="middle" onDismiss={onClose} held={pending}>
      {saved !== null ? (
        <Notice tone="accent" icon="check" role="status">
          <p>
            <strong className="selectable">{saved.file}</strong>
          </p>
          <p>
            Send it by any way you like, and read these words to your colleague by telephone: Keydesk shows the same
            ones there before it takes the campaign over.
          </p>
          <p className="selectable">
            <strong>{saved.words.join(' ')}</strong>
          </p>
          <p>Here its rotations are paused.</p>
        </Notice>
      ) : (
        <>
          <p>
            {campaignTitle(campaign)}, with its steps, and without secret keys and passphrases. It opens in your
            colleague’s Keydesk alone.
          </p>
          <Select
            look="field"
            label="Colleague"
            selected={selected}
            options={[
              ...colleagues.map(({ id, userName, fingerprint }) => ({
                id,
                text: userName,
                note: fingerprint.join(' '),
              })),
              { id: another, text: 'Somebody else…' },
            ]}
            onSelect={setChosen}
          />
          {isNew && (
            <>
              <TextField label="Name of your colleague" value={name} onChange={setName} />
              {name.trim() !== '' && (
                <AddRecipient
                  person={{ ocid: name.trim(), name: name.trim() }}
                  text={key}
                  onText={setKey}
                  onAdded={({ id }) => setChosen(id)}
                  onCancel={null}
                />
              )}
            </>
          )}
        </>
      )}
      {failure && <FailureNotice failure={failure} />}
      <DialogActions>
        <Button onPress={onClose} isDisabled={pending}>
          {saved === null ? 'Cancel' : 'Close'}
        </Button>
        {saved === null && (
          <Button look="primary" isPending={pending} isDisabled={isNew} onPress={() => void save()}>
            Save the file…
          </Button>
        )}
      </DialogActions>
    </DialogWindow>
  );
};
