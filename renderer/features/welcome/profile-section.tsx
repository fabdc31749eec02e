import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProfileSource } from '../../../bridge/values/session.ts';
import { accounts } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ProfileList } from './profile-list.tsx';
import { profilesQuery, useFollowedProfiles } from './profiles-query.ts';

const ProfilesSkeleton = () => (
  <div className="panel" aria-busy="true">
    <span className="visually-hidden">Reading the configuration file</span>
    <div className="profile">
      <Skeleton size="short" />
      <Skeleton size="long" />
    </div>
  </div>
);

/** The profiles of the OCI configuration file, and the way to another file. A computer without such a file lacks nothing. */
export const ProfileSection = ({ onSignedIn }: { readonly onSignedIn: () => void }) => {
  const [source, setSource] = useState<ProfileSource>('standard');
  const profiles = useQuery(profilesQuery(source));
  const choosing = useRequest();

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
  useFollowedProfiles(source);

  const missing = profiles.error?.kind === 'config-missing' && source === 'standard' ? profiles.error : null;
  const isEmpty = profiles.data?.profiles.length === 0;
  return (
    <section aria-label="Profiles" className="welcome-known">
      <div className="bar profiles-head">
        <h2>OCI configuration file</h2>
        <Button look="quiet" icon="file" isPending={choosing.pending} onPress={() => void chooseFile()}>
          Another file…
        </Button>
      </div>
      {missing && <p className="third welcome-file selectable">{missing.happened}</p>}
      {isEmpty && <p className="third welcome-file selectable">{profiles.data?.file} holds no profile.</p>}
      {profiles.data && !isEmpty && source === 'chosen' && (
        <p className="third welcome-file selectable">{profiles.data.file}</p>
      )}
      {profiles.isPending && <ProfilesSkeleton />}
      {profiles.error && !missing && <FailureNotice failure={profiles.error} onRetry={() => void profiles.refetch()} />}
      {profiles.data && (
        <ProfileList
          source={source}
          profiles={profiles.data.profiles}
          passedOver={profiles.data.passedOver}
          onSignedIn={onSignedIn}
          onChooseKey={(profile) => void chooseKey(profile)}
        />
      )}
      {choosing.failure && <FailureNotice failure={choosing.failure} onDismiss={choosing.forget} />}
    </section>
  );
};
