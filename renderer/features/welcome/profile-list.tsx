import { Fragment, useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { PassedOver, Profile, ProfileSource } from '../../../bridge/values/session.ts';
import { accounts } from '../../app/bridge.ts';
import { lazyView } from '../../app/lazy-view.tsx';
import { useRequest } from '../../app/use-request.ts';
import { formatCount } from '../../ui/dates.ts';
import { TextField } from '../../ui/text-field.tsx';
import { ProfileRow } from './profile-row.tsx';
import { findProfiles, searchedFrom } from './profile-search.ts';

const passphraseDialog = lazyView(async () => (await import('./passphrase-dialog.tsx')).PassphraseDialog);

interface ProfileListProps {
  readonly source: ProfileSource;
  /** The profile of the last sign-in comes first. */
  readonly profiles: readonly Profile[];
  readonly passedOver: readonly PassedOver[];
  readonly onSignedIn: () => void;
  readonly onChooseKey: (profile: string) => void;
}

const asksForPassphrase = (failure: Failure) =>
  failure.kind === 'passphrase-needed' || failure.kind === 'passphrase-wrong';

/** Lines of the file that Keydesk ignores, at the profile where they stand. The profiles are shown all the same. */
const PassedOverLines = ({ lines }: { readonly lines: readonly PassedOver[] }) =>
  lines.map(({ sentence }) => (
    <li key={sentence} className="passed-over">
      <p role="note" className="third selectable">
        {sentence}
      </p>
    </li>
  ));

export const ProfileList = ({ source, profiles, passedOver, onSignedIn, onChooseKey }: ProfileListProps) => {
  const { pending, failure, send, forget } = useRequest();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isPassphraseOpen, setIsPassphraseOpen] = useState(false);
  const [text, setText] = useState('');
  const { shown, more } = findProfiles(profiles, text);

  const signIn = async (profile: string, passphrase: string | null) => {
    setChosen(profile);
    const result = await send(() => accounts.SignIn({ source, profile, passphrase }));
    if (result?.ok) return onSignedIn();
    if (result) setIsPassphraseOpen(asksForPassphrase(result.failure));
  };

  const begin = (profile: Profile) => {
    if (!profile.needsPassphrase) return void signIn(profile.name, null);
    forget();
    setChosen(profile.name);
    setIsPassphraseOpen(true);
  };

  const stopAsking = () => {
    setIsPassphraseOpen(false);
    forget();
  };

  return (
    <>
      {profiles.length >= searchedFrom && (
        <TextField
          type="search"
          label={`Search ${formatCount(profiles.length)} profiles`}
          value={text}
          onChange={setText}
          maxLength={200}
        />
      )}
      {(shown.length > 0 || passedOver.length > 0) && (
        <ul className={profiles.length >= searchedFrom ? 'panel profiles-many' : 'panel'}>
          {text === '' && <PassedOverLines lines={passedOver.filter(({ after }) => after === null)} />}
          {shown.map((profile) => (
            <Fragment key={profile.name}>
              <ProfileRow
                profile={profile}
                busy={pending}
                pending={pending && chosen === profile.name}
                failure={chosen === profile.name && !isPassphraseOpen ? failure : null}
                onSignIn={() => begin(profile)}
                onChooseKey={() => {
                  forget();
                  onChooseKey(profile.name);
                }}
              />
              <PassedOverLines lines={passedOver.filter(({ after }) => after === profile.name)} />
            </Fragment>
          ))}
        </ul>
      )}
      {shown.length === 0 && profiles.length > 0 && (
        <p className="third" role="status">
          No profile has these letters.
        </p>
      )}
      {more > 0 && <p className="third">{formatCount(more)} more. Search to find them.</p>}
      {isPassphraseOpen && chosen !== null && (
        <passphraseDialog.View
          profile={chosen}
          pending={pending}
          failure={failure?.kind === 'passphrase-needed' ? null : failure}
          onSend={(passphrase) => void signIn(chosen, passphrase)}
          onClose={stopAsking}
        />
      )}
    </>
  );
};
