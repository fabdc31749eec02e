import './welcome.css';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { BrowserSignInRequest } from '../../../bridge/values/sign-in.ts';
import { accounts, browserSignIn, call } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { TryKeychain } from '../../app/keychain.tsx';
import { lazyView, whenIdle } from '../../app/lazy-view.tsx';
import { Prescribed, useAllowed } from '../../app/policy.tsx';
import { queryClient } from '../../app/query-client.ts';
import { currentAccount, useSession } from '../../app/session.tsx';
import { useBrowserSignInStore, useSetUpStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { ColumnHead, ColumnScreen } from '../../ui/column-screen.tsx';
import { Notice } from '../../ui/notice.tsx';
import { FirstWays } from './first-ways.tsx';
import { KnownAccounts, ReceivingFoot } from './other-ways.tsx';
import { ProfileSection } from './profile-section.tsx';
import { regionsQuery } from './regions-query.ts';

// Loaded after the first screen is shown.
const browserForm = lazyView(async () => (await import('./browser-form.tsx')).BrowserForm);
const browserScreen = lazyView(async () => (await import('./browser-screen.tsx')).BrowserScreen);
const setUpScreen = lazyView(async () => (await import('./set-up-screen.tsx')).SetUpScreen);

/** Shown before the user stores a first key, if this computer has no usable keychain. */
const MemoryNotice = ({ reason }: { readonly reason: string }) => (
  <Notice tone="warning" title="No keychain: keys stay in memory until Keydesk quits." actions={<TryKeychain />}>
    <p>The keychain of this computer cannot be used now, so you sign in again after each start.</p>
    <p className="notice-reason selectable">{reason}</p>
  </Notice>
);

interface WelcomeProps {
  /** The notices of the frame, for every screen. */
  readonly notices: ReactNode;
  readonly onSignedIn: () => void;
}

interface WaysProps extends WelcomeProps {
  readonly onBrowser: () => void;
  readonly onSetUp: () => void;
}

/** The ways to sign in: the browser and this computer's own key, known accounts, profiles of a file, and the sample tenancy. */
const Ways = ({ notices, onSignedIn, onBrowser, onSetUp }: WaysProps) => {
  const session = useSession();
  const signedIn = currentAccount(session) !== null;
  const sample = useRequest();
  const allows = useAllowed('signInMethods');
  const hasSample = useAllowed('sampleTenancy')();
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
      <FirstWays onBrowser={onBrowser} onSetUp={onSetUp} />
      {(allows('file-key') || allows('cli-session')) && <ProfileSection onSignedIn={onSignedIn} />}
      <div className="bar welcome-sample">
        {hasSample ? (
          <Button look="quiet" isPending={sample.pending} onPress={() => void exploreSample()}>
            Explore the sample tenancy
          </Button>
        ) : (
          <Prescribed name="sampleTenancy" />
        )}
        {sample.pending && (
          <span role="status" className="third">
            Starting…
          </span>
        )}
        {sample.failure && <FailureNotice failure={sample.failure} onDismiss={sample.forget} />}
      </div>
      {!signedIn && <ReceivingFoot />}
      {signedIn && (
        <Button look="quiet" icon="arrow-left" onPress={onSignedIn}>
          Back
        </Button>
      )}
    </ColumnScreen>
  );
};

/** The screens before anybody is signed in. A sign-in that runs in main is always shown, so a reload shows it again. */
export const Welcome = ({ notices, onSignedIn }: WelcomeProps) => {
  const browser = useBrowserSignInStore().result;
  const isProving = useSetUpStore().result?.kind === 'proving';
  const [step, setStep] = useState<'ways' | 'browser' | 'set-up'>('ways');
  const [request, setRequest] = useState<BrowserSignInRequest | null>(null);
  const running = browser && browser.kind !== 'idle' ? browser : null;

  const isGivenUp = useRef(false);
  const signedIn = useEffectEvent(onSignedIn);
  const isRunning = running !== null;
  // A sign-in that ends and was not given up has succeeded. `onSignedIn` is called in the clean-up, since this screen may be gone before
  // the store changes.
  useEffect(() => {
    if (!isRunning) return undefined;
    isGivenUp.current = false;
    return () => {
      if (!isGivenUp.current) signedIn();
    };
  }, [isRunning]);
  const retrying = useRequest();
  const retry = async (again: BrowserSignInRequest) => {
    // If the new start is refused at once, the running sign-in ends, but nobody is signed in.
    isGivenUp.current = true;
    const started = await retrying.send(() => browserSignIn.StartBrowserSignIn(again));
    isGivenUp.current = started?.ok !== true;
  };
  const cancel = () => {
    isGivenUp.current = true;
    void call(() => browserSignIn.CancelBrowserSignIn());
  };

  useEffect(
    () =>
      whenIdle(() => {
        browserForm.preload();
        void queryClient.prefetchQuery(regionsQuery);
        browserScreen.preload();
        setUpScreen.preload();
      }),
    [],
  );

  if (running) {
    return <browserScreen.View state={running} onRetry={request && (() => void retry(request))} onCancel={cancel} />;
  }
  if (step === 'browser') {
    return (
      <browserForm.View
        before={request}
        refused={retrying.failure}
        onSend={(sent) => {
          retrying.forget();
          setRequest(sent);
        }}
        onBack={() => setStep('ways')}
      />
    );
  }
  if (step === 'set-up' || isProving) {
    return <setUpScreen.View onSignedIn={onSignedIn} onBack={() => setStep('ways')} />;
  }
  return (
    <Ways
      notices={notices}
      onSignedIn={onSignedIn}
      onBrowser={() => setStep('browser')}
      onSetUp={() => setStep('set-up')}
    />
  );
};
