import './welcome.css';
import type { ReactNode } from 'react';
import { accounts } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { TryKeychain } from '../../app/keychain.tsx';
import { currentAccount, useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { ColumnHead, ColumnScreen } from '../../ui/column-screen.tsx';
import { Notice } from '../../ui/notice.tsx';
import { KnownAccounts, ReceivingFoot } from './other-ways.tsx';
import { ProfileSection } from './profile-section.tsx';

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

export interface WelcomeProps {
  /** The notices of the frame, for every screen. */
  readonly notices: ReactNode;
  readonly onSignedIn: () => void;
}

/** The ways to sign in: the profiles of a configuration file, known accounts, and the sample tenancy. */
export const Welcome = ({ notices, onSignedIn }: WelcomeProps) => {
  const session = useSession();
  const signedIn = currentAccount(session) !== null;
  const sample = useRequest();
  const exploreSample = async () => {
    const result = await sample.send(() => accounts.SignInToSample());
    if (result?.ok) onSignedIn();
  };

  return (
    <ColumnScreen>
      <ColumnHead icon="key" title="Sign in to Oracle Cloud" lead={null} />
      {notices}
      {session.vault.kind === 'memory' && <MemoryNotice reason={session.vault.reason} />}
      <KnownAccounts accounts={signedIn ? [] : session.accounts} onSignedIn={onSignedIn} />
      <ProfileSection onSignedIn={onSignedIn} />
      <section aria-label="Sample tenancy" className="welcome-line welcome-sample">
        <p className="third">Only looking around? Nothing in it is real.</p>
        <Button look="quiet" isPending={sample.pending} onPress={() => void exploreSample()}>
          Explore the sample tenancy
        </Button>
        {sample.pending && (
          <span role="status" className="third">
            Starting…
          </span>
        )}
        {sample.failure && <FailureNotice failure={sample.failure} onDismiss={sample.forget} />}
      </section>
      {!signedIn && <ReceivingFoot />}
      {signedIn && (
        <Button look="quiet" icon="arrow-left" onPress={onSignedIn}>
          Back
        </Button>
      )}
    </ColumnScreen>
  );
};
