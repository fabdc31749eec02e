import type { Failure } from '../../../bridge/values/failure.ts';
import type { Profile } from '../../../bridge/values/session.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { keychainWays } from '../../app/keychain.tsx';
import { Avatar } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { profileWords } from './profile-words.ts';

interface ProfileRowProps {
  readonly profile: Profile;
  /** A sign-in is running, for this profile or another one. */
  readonly busy: boolean;
  /** The sign-in is for this profile. */
  readonly pending: boolean;
  readonly failure: Failure | null;
  readonly onSignIn: () => void;
  readonly onChooseKey: () => void;
}

/** Failures that another private key can fix. */
const mendedByKey: ReadonlySet<string> = new Set([
  'key-not-chosen',
  'key-missing',
  'key-unreadable',
  'fingerprint-mismatch',
]);

export const ProfileRow = ({ profile, busy, pending, failure, onSignIn, onChooseKey }: ProfileRowProps) => {
  // The failure of the last attempt is newer than the problem that main found in the file.
  const problem = failure ?? profile.problem;
  return (
    <li>
      <div className="profile">
        <Avatar name={profile.name} tone="neutral" />
        <span className="lines">
          <span className="profile-name cut" title={profile.name}>
            {profile.name}
          </span>
          <span className="third profile-facts">{profileWords(profile, Date.now())}</span>
        </span>
        {profile.problem?.kind !== 'prescribed' && (
          <Button
            aria-label={`Sign in as ${profile.name}`}
            isDisabled={busy && !pending}
            isPending={pending}
            onPress={onSignIn}
          >
            {pending ? 'Signing in…' : 'Sign in'}
          </Button>
        )}
      </div>
      {problem && (
        <div className="profile-problem">
          <FailureNotice
            failure={problem}
            {...(problem.proxy === undefined && problem.retryAfterSeconds === undefined ? {} : { onRetry: onSignIn })}
            {...keychainWays(problem, onSignIn)}
            {...(mendedByKey.has(problem.kind)
              ? { actions: <Button onPress={onChooseKey}>Choose the private key…</Button> }
              : {})}
          />
        </div>
      )}
    </li>
  );
};
