import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Account, Session } from '../../bridge/values/session.ts';
import { accounts, bridgeIsThere, mainIsReady, tellDrawn } from '../app/bridge.ts';
import { useCommands } from '../app/commands.ts';
import { firstState } from '../app/first-state.ts';
import { GenerateProvider } from '../app/generate.tsx';
import { KeychainWaits } from '../app/keychain.tsx';
import { lazyView } from '../app/lazy-view.tsx';
import { leftView, routeOfView } from '../app/left-views.ts';
import { ProxyProvider } from '../app/proxy-sign-in.tsx';
import { queryClient } from '../app/query-client.ts';
import { ReceivingProvider } from '../app/receiving.tsx';
import { formatRoute, navigate, useRoute } from '../app/route.ts';
import { currentAccount, SessionContext, useSession } from '../app/session.tsx';
import { SignInAgainProvider } from '../app/sign-in-again.tsx';
import { usePolicyStore, useSessionStore } from '../app/stores.ts';
import { ReceivingDialogs } from '../features/receiving/receiving-dialogs.tsx';
import { SecretDialogs } from '../features/secret/secret-dialogs.tsx';
import { profilesQuery } from '../features/welcome/profiles-query.ts';
import { Welcome } from '../features/welcome/welcome.tsx';
import { Frame } from './frame.tsx';
import { Notices } from './notices.tsx';
import { SignInAgainDialog } from './sign-in-again-dialog.tsx';

const lockScreen = lazyView(async () => (await import('./lock-screen.tsx')).LockScreen);
const thisComputer = lazyView(async () => (await import('./this-computer-alone.tsx')).ThisComputerAlone);

/** Loads the data and code of the first screen while React starts. Resolves when the code is there. */
const preload = async (session: Session): Promise<void> => {
  if (session.locked) await lockScreen.preload();
  else if (session.current === null) void queryClient.prefetchQuery(profilesQuery('standard'));
};
const begin = async (): Promise<void> => {
  if (firstState !== null) return preload(firstState.session);
  if (!bridgeIsThere) return;
  await mainIsReady();
  await preload(await accounts.sessionStore.getState());
};
const begun = begin().catch(() => {});

/**
 * Opens the view in which the account was left, before the first paint. If the address already names a view, as
 * after a reload, that view stays.
 */
const startWhereLeft = (account: Account | null): void => {
  if (account === null || window.location.hash !== '') return;
  window.history.replaceState(null, '', formatRoute(routeOfView(leftView(account))));
};

const Screen = () => {
  const session = useSession();
  const account = currentAccount(session);
  useState(() => startWhereLeft(account));
  const route = useRoute();

  // Forgets the data of accounts that have been signed out.
  useEffect(() => {
    const known = new Set<unknown>(session.accounts.map((one) => one.id));
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] === 'account' && !known.has(queryKey[1]) });
  }, [session.accounts]);

  useCommands((command) => {
    if (command === 'this-computer') navigate({ view: 'this-computer' });
  });

  if (account === null && route.view === 'this-computer') return <thisComputer.View />;
  if (account === null || route.view === 'add-account') {
    return <Welcome notices={<Notices />} onSignedIn={() => navigate({ view: 'profile' })} />;
  }
  return <Frame key={account.id} />;
};

/** The whole page: the frame for a signed-in user, else the welcome screen. */
export const App = () => {
  const session = useSessionStore();
  const policy = usePolicyStore();
  useEffect(() => void begun.then(tellDrawn), []);
  if (!bridgeIsThere) return <p className="outside">Keydesk runs in its own window. Start the program Keydesk.</p>;
  if (session.state === 'error') return <p className="outside">Keydesk could not start its window. Restart Keydesk.</p>;
  // Nothing is shown before the page knows what the company allows.
  if (session.state !== 'ready' || (policy.state === 'loading' && firstState === null)) return null;
  return (
    <QueryClientProvider client={queryClient}>
      <SessionContext value={session.result}>
        <ProxyProvider>
          <SignInAgainProvider>
            <GenerateProvider>
              <ReceivingProvider>
                {session.result.locked ? <lockScreen.View /> : <Screen />}
                {!session.result.locked && <SecretDialogs />}
                {!session.result.locked && <ReceivingDialogs />}
                {!session.result.locked && <SignInAgainDialog />}
                <KeychainWaits />
              </ReceivingProvider>
            </GenerateProvider>
          </SignInAgainProvider>
        </ProxyProvider>
      </SessionContext>
    </QueryClientProvider>
  );
};
