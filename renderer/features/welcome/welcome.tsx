import './welcome.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ProfileSource } from '../../../bridge/values/session.ts';
import { accounts } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { currentAccount, useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { ColumnHead, ColumnScreen } from '../../ui/column-screen.tsx';
import { KnownAccounts } from './known-accounts.tsx';
import { MemoryNotice } from './memory-notice.tsx';
import { NoProfiles } from './no-profiles.tsx';
import { PassedOver } from './passed-over.tsx';
import { ProfileList } from './profile-list.tsx';
import { profilesQuery } from './profiles-query.ts';
import { ProfilesSkeleton } from './profiles-skeleton.tsx';
import { ReceivingFoot } from './receiving-foot.tsx';
import { useFollowedProfiles } from './use-followed-profiles.ts';

export interface WelcomeProps {
  /** What the frame has to say above every screen. */
  readonly notices: ReactNode;
  readonly onSignedIn: () => void;
}

/** The ways in: the profiles of a configuration file, accounts known already, and the sample tenancy. */
export const Welcome = ({ notices, onSignedIn }: WelcomeProps) => {
  const session = useSession();
  const signedIn = currentAccount(session) !== null;
  const [source, setSource] = useState<ProfileSource>('standard');
  const profiles = useQuery(profilesQuery(source));
  const choosing = useRequest();
  const sample = useRequest();

  const chooseFile = async () => {
    const answer = await choosing.send(() => accounts.ChooseConfigFile());
    if (!answer?.ok || answer.value.file === null) return;
    setSource(answer.value.source);
    if (source === answer.value.source) await profiles.refetch();
  };
  const chooseKey = async (profile: string) => {
    const answer = await choosing.send(() => accounts.ChoosePrivateKey(source, profile));
    if (answer?.ok && answer.value.file !== null) await profiles.refetch();
  };
  useFollowedProfiles(() => void profiles.refetch());
  const exploreSample = async () => {
    const answer = await sample.send(() => accounts.SignInToSample());
    if (answer?.ok) onSignedIn();
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
      {/* Which comes first is known with the file; drawn sooner, they would change places under somebody's pointer. */}
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
