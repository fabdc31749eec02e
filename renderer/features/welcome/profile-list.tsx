import { useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { Profile, ProfileSource } from '../../../bridge/values/session.ts';
import { accounts } from '../../app/bridge.ts';
import { lazyView } from '../../app/lazy-view.tsx';
import { useRequest } from '../../app/use-request.ts';
import { ProfileRow } from './profile-row.tsx';

const passphraseDialog = lazyView(async () => (await import('./passphrase-dialog.tsx')).PassphraseDialog);

export interface ProfileListProps {
  readonly source: ProfileSource;
  /** Shown above the list. Null for the standard file of this computer. */
  readonly file: string | null;
  readonly profiles: readonly Profile[];
  readonly onSignedIn: () => void;
  readonly onChooseKey: (profile: string) => void;
}

const asksForPassphrase = (failure: Failure) =>
  failure.kind === 'passphrase-needed' || failure.kind === 'passphrase-wrong';

export const ProfileList = ({ source, file, profiles, onSignedIn, onChooseKey }: ProfileListProps) => {
  const { pending, failure, send, forget } = useRequest();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isPassphraseOpen, setIsPassphraseOpen] = useState(false);
  const first = profiles.find((profile) => profile.problem === null) ?? null;

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
    <section aria-label="Profiles" className="welcome-known">
      {file && (
        <p className="third welcome-file selectable" title={file}>
          {file}
        </p>
      )}
      <ul className="panel">
        {profiles.map((profile) => (
          <ProfileRow
            key={profile.name}
            profile={profile}
            primary={profile === first}
            busy={pending}
            pending={pending && chosen === profile.name}
            failure={chosen === profile.name && !isPassphraseOpen ? failure : null}
            onSignIn={() => begin(profile)}
            onChooseKey={() => {
              forget();
              onChooseKey(profile.name);
            }}
          />
        ))}
      </ul>
      {isPassphraseOpen && chosen !== null && (
        <passphraseDialog.View
          profile={chosen}
          pending={pending}
          failure={failure?.kind === 'passphrase-needed' ? null : failure}
          onSend={(passphrase) => void signIn(chosen, passphrase)}
          onClose={stopAsking}
        />
      )}
    </section>
  );
};
