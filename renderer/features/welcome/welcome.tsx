import './welcome.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ProfileSource } from '../../../bridge/values/session.ts';
import { accounts } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { TryKeychain } from '../../app/keychain.tsx';
import { currentAccount, useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { ColumnHead, ColumnScreen } from '../../ui/column-screen.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { KnownAccounts, ReceivingFoot } from './other-ways.tsx';
import { ProfileList } from './profile-list.tsx';
import { profilesQuery, useFollowedProfiles } from './profiles-query.ts';

/** Shown before the first key is stored: this computer has no safe place for it. */
const MemoryNotice = ({ reason }: { readonly reason: string }) => (
  <Notice tone="warning" actions={<TryKeychain />}>
    <p>
      <strong>No keychain: keys stay in memory until Keydesk quits.</strong>
    </p>
    <p>The keychain of this computer cannot be used now, so you sign in again after each start.</p>
    <p className="notice-reason selectable">{reason}</p>
  </Notice>
);

interface NoProfilesProps {
  /** Why there is no profile: the file is missing, or it has none. */
  readonly happened: string;
}

/** Shown without a configuration file or without a profile in it. This is no error, and the text says how to get one. */
const NoProfiles = ({ happened }: NoProfilesProps) => (
  <div className="welcome-none">
    <p>
      {happened} Look around in the sample tenancy first: it runs on this computer, and nothing there reaches Oracle.
    </p>
    <p>
      To sign in to your own tenancy, add an API key in Oracle’s Console under <em>My profile</em> › <em>API keys</em>,
      and save the lines that it shows as <code>~/.oci/config</code>.
    </p>
  </div>
);

/** Lines of the configuration file that Keydesk ignores. The profiles above are offered anyway. */
const PassedOver = ({ lines }: { readonly lines: readonly string[] }) =>
  lines.length > 0 && (
    <Notice tone="neutral" icon="file">
      {lines.map((line) => (
        <p key={line} className="selectable">
          {line}
        </p>
      ))}
    </Notice>
  );

const ProfilesSkeleton = () => (
  <div className="panel" aria-busy="true">
    <span className="visually-hidden">Reading the configuration file</span>
    <div className="profile">
      <Skeleton size="short" />
      <Skeleton size="long" />
    </div>
  </div>
);

export interface WelcomeProps {
  /** The notices of the frame, for every screen. */
  readonly notices: ReactNode;
  readonly onSignedIn: () => void;
}

/** The ways to sign in: the profiles of a configuration file, known accounts, and the sample tenancy. */
export const Welcome = ({ notices, onSignedIn }: WelcomeProps) => {
  const session = useSession();
  const signedIn = currentAccount(session) !== null;
  const [source, setSource] = useState<ProfileSource>('standard');
  const profiles = useQuery(profilesQuery(source));
  const choosing = useRequest();
  const sample = useRequest();

  const chooseFile = async () => {
    const result = await choosing.send(() => accounts.ChooseConfigFile());
    if (!result?.ok || result.value.file === null) return;
    setSource(result.value.source);
    if (source === result.value.source) await profiles.refetch();
  };
  const chooseKey = async (profile: string) => {
    const result = await choosing.send(() => accounts.ChoosePrivateKey(source, profile));
    if (result?.ok && result.value.file !== null) await profiles.refetch();
  };
  useFollowedProfiles(() => void profiles.refetch());
  const exploreSample = async () => {
    const result = await sample.send(() => accounts.SignInToSample());
    if (result?.ok) onSignedIn();
  };

  const missing = profiles.error?.kind === 'config-missing' && source === 'standard';
  const empty = missing || profiles.data?.profiles.length === 0;
  const keptIn = session.vault.kind === 'keychain' ? 'moves into this computer’s keychain' : 'is kept in memory';

  const sampleButton = (
    <Button look={empty ? 'primary' : 'quiet'} isPending={sample.pending} onPress={() => void exploreSample()}>
      Explore the sample tenancy
    </Button>
  );
  const fileButton = (
    <Button icon="file" isPending={choosing.pending} onPress={() => void chooseFile()}>
      Another file…
    </Button>
  );

  return (
    <ColumnScreen>
      <ColumnHead
        icon="key"
        title="Sign in to Oracle Cloud"
        lead={empty ? null : `Choose a profile of your OCI configuration file. Its key ${keptIn}.`}
      />
      {notices}
      {session.vault.kind === 'memory' && <MemoryNotice reason={session.vault.reason} />}
      <KnownAccounts accounts={signedIn ? [] : session.accounts} onSignedIn={onSignedIn} />
      {profiles.isPending && <ProfilesSkeleton />}
      {profiles.error && !missing && <FailureNotice failure={profiles.error} onRetry={() => void profiles.refetch()} />}
      {empty && <NoProfiles happened={profiles.error?.happened ?? `${profiles.data?.file} holds no profile.`} />}
      {profiles.data && profiles.data.profiles.length > 0 && (
        <ProfileList
          source={source}
          file={source === 'chosen' ? profiles.data.file : null}
          profiles={profiles.data.profiles}
          onSignedIn={onSignedIn}
          onChooseKey={(profile) => void chooseKey(profile)}
        />
      )}
      {profiles.data && <PassedOver lines={profiles.data.passedOver} />}
      {choosing.failure && <FailureNotice failure={choosing.failure} onDismiss={choosing.forget} />}
      {sample.failure && <FailureNotice failure={sample.failure} onDismiss={sample.forget} />}
      {/* The order of the buttons depends on the file. Drawn earlier, they would swap under the pointer. */}
      {(source === 'chosen' || !profiles.isPending) && (
        <div className="welcome-actions">
          {empty ? sampleButton : fileButton}
          <span className="welcome-space">{sample.pending && <span role="status">Starting…</span>}</span>
          {empty ? fileButton : sampleButton}
        </div>
      )}
      {!signedIn && <ReceivingFoot />}
      {signedIn && (
        <Button look="quiet" icon="arrow-left" onPress={onSignedIn}>
          Back
        </Button>
      )}
    </ColumnScreen>
  );
};
