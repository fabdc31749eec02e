import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '../../../bridge/values/directory.ts';
import { directory } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { read } from '../../app/query-client.ts';
import { useAccount } from '../../app/session.tsx';
import { AddRecipient } from '../../panes/handover/add-recipient.tsx';
import { identityWords } from '../../panes/person-words.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/dates.ts';
import { DialogActions, DialogPending, DialogWindow } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** The most users that are shown. To find others, the user types a longer text. */
const mostShown = 6;

type Found = User & { readonly domainName: string | null };

/** The users of all domains whose names or e-mail contain this text. In a tenancy without identity domains, the users of the tenancy. */
const findUsers = async (text: string, signal: AbortSignal): Promise<{ users: readonly Found[]; total: number }> => {
  const { domains } = await read((call) => directory.ListDomains(call))({ signal });
  if (domains.length === 0) {
    const query = { domainId: null, text, cursor: null, count: mostShown };
    const { users, total } = await read((call) => directory.FindUsers(call, query))({ signal });
    return { users: users.map((user) => ({ ...user, domainName: null })), total: total ?? users.length };
  }
  const hits = await read((call) => directory.FindUsersEverywhere(call, text))({ signal });
  const users = hits.domains.flatMap(({ domainName, users: found }) => found.map((user) => ({ ...user, domainName })));
  const [failed] = hits.domains.flatMap(({ failure }) => failure ?? []);
  if (users.length === 0 && failed) throw failed;
  const total = hits.domains.reduce((sum, domain) => sum + (domain.total ?? domain.users.length), 0);
  return { users, total };
};

interface FoundUsersProps {
  readonly text: string;
  readonly chosen: Found | null;
  readonly onChoose: (user: Found) => void;
}

/** The users to choose from. */
const FoundUsers = ({ text, chosen, onChoose }: FoundUsersProps) => {
  const account = useAccount();
  const found = useQuery({
    queryKey: ['account', account.id, 'address-owner', text],
    queryFn: ({ signal }) => findUsers(text, signal),
  });
  if (found.error) return <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <DialogPending>Looking for the user…</DialogPending>;
  const { users, total } = found.data;
  const shown = users.slice(0, mostShown);
  const more = total - shown.length;
  if (shown.length === 0) return <p role="status">No user has “{text}” in the user name, name or e-mail.</p>;
  return (
    <fieldset className="address-owners">
      <legend className="label">Whose address is it?</legend>
      {shown.map((user) => (
        <label key={user.ocid} className="tick">
          <input
            type="radio"
            name="address-owner"
            className="radio"
            checked={user.ocid === chosen?.ocid}
            onChange={() => onChoose(user)}
          />
          <span>
            {user.displayName} <span className="third">{identityWords(user)}</span>
          </span>
        </label>
      ))}
      {more > 0 && <p className="third">and {formatCount(more)} more: type more of the name.</p>}
    </fieldset>
  );
};

/** Adds the public key of a user in advance. A campaign then encrypts the packets of that user with the key. */
export const AddAddress = ({ onClose }: { readonly onClose: () => void }) => {
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState<Found | null>(null);
  const [key, setKey] = useState('');
  return (
    <DialogWindow title="Add an address" size="middle" onDismiss={onClose}>
      <Form
        onSubmit={() => {
          setWanted(text.trim());
          setChosen(null);
        }}
      >
        <TextField
          label="User"
          value={text}
          onChange={setText}
          maxLength={200}
          autoFocus
          hint="User name, name or e-mail, or a part of it."
        />
        <div className="buttons">
          <Button type="submit" isDisabled={text.trim() === ''}>
            Find
          </Button>
        </div>
      </Form>
      {wanted !== '' && <FoundUsers text={wanted} chosen={chosen} onChoose={setChosen} />}
      {chosen && (
        <>
          <AddRecipient
            person={{ ocid: chosen.ocid, name: chosen.displayName }}
            text={key}
            onText={setKey}
            onAdded={onClose}
            onCancel={null}
          />
          <p className="third">
            Then have {chosen.displayName} read out the six words that stand beside it in the address book.
          </p>
        </>
      )}
      <DialogActions>
        <Button onPress={onClose}>Close</Button>
      </DialogActions>
    </DialogWindow>
  );
};
