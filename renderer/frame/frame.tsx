import './frame.css';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useCommands } from '../app/commands.ts';
import { lazyView, usePreloaded } from '../app/lazy-view.tsx';
import { rememberView } from '../app/left-views.ts';
import { useReadAfterPolicy } from '../app/policy.tsx';
import { queryClient } from '../app/query-client.ts';
import { RotateProvider } from '../app/rotate.tsx';
import { navigate, type Route, useRoute } from '../app/route.ts';
import { useAccount } from '../app/session.tsx';
import { MyProfile } from '../features/keys/my-profile.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Notices, RotationsNotice, UpdateNotice } from './notices.tsx';
import { SessionNotice } from './session-notice.tsx';
import { SideBar } from './side-bar.tsx';
import { UnfinishedNotice } from './unfinished-notice.tsx';

/** A view that is loading: a grey heading and a grey line. */
const ViewSkeleton = () => (
  <div className="page-head" aria-busy="true">
    <span className="visually-hidden">Loading</span>
    <Skeleton size="title" />
    <p className="page-line">
      <Skeleton size="long" />
    </p>
  </div>
);

const waiting = <ViewSkeleton />;
const users = lazyView(async () => (await import('../features/users/users.tsx')).Users, waiting);
const user = lazyView(async () => (await import('../features/keys/user-page.tsx')).UserPage, waiting);
const allKeys = lazyView(async () => (await import('../features/all-keys/all-keys.tsx')).AllKeys, waiting);
const rotations = lazyView(async () => (await import('../features/rotations/rotations.tsx')).Rotations, waiting);
const rotationDialogs = lazyView(
  async () => (await import('../features/rotations/rotation-dialogs.tsx')).RotationDialogs,
);
const thisComputer = lazyView(
  async () => (await import('../features/this-computer/this-computer.tsx')).ThisComputer,
  waiting,
);
const settings = lazyView(async () => (await import('../features/settings/settings.tsx')).SettingsPage, waiting);
const lazyViews = [users, user, allKeys, rotations, rotationDialogs, thisComputer, settings];

const View = ({ route }: { readonly route: Route }) => {
  if (route.view === 'users') return <users.View domainId={route.domainId} text={route.text} />;
  if (route.view === 'user') return <user.View key={route.owner.ocid} owner={route.owner} />;
  if (route.view === 'all-keys') return <allKeys.View />;
  if (route.view === 'rotations') return <rotations.View />;
  if (route.view === 'this-computer') return <thisComputer.View />;
  if (route.view === 'settings') return <settings.View />;
  return <MyProfile />;
};

/** True for a view with a list that handles the command *Search* itself. */
const hasSearch = ({ view }: Route): boolean => view === 'users' || view === 'all-keys' || view === 'rotations';

const focusMain = () => document.querySelector('main')?.focus();

const FrameOfView = () => {
  const route = useRoute();
  const account = useAccount();
  useEffect(() => rememberView(account, route), [account, route]);
  useReadAfterPolicy();

  const main = useRef<HTMLElement>(null);
  const shown = route.view === 'user' ? route.owner.ocid : route.view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each view starts at its top
  useLayoutEffect(() => main.current?.scrollTo({ top: 0 }), [shown]);

  useCommands((command) => {
    if (typeof command === 'object') navigate({ view: 'users', domainId: null, text: command.user });
    if (command === 'my-profile') navigate({ view: 'profile' });
    if (command === 'users') navigate({ view: 'users', domainId: null, text: '' });
    if (command === 'all-keys') navigate({ view: 'all-keys' });
    if (command === 'rotations') navigate({ view: 'rotations' });
    if (command === 'settings') navigate({ view: 'settings' });
    // The lists handle "find" themselves. Other views open the list of users, and its search field takes the focus.
    if (command === 'find' && !hasSearch(route)) navigate({ view: 'users', domainId: null, text: '' });
    if (command === 'refresh') void queryClient.refetchQueries({ type: 'active' });
  });

  usePreloaded(lazyViews);

  return (
    <div className="frame">
      {/* biome-ignore lint/a11y/useValidAnchor: the link goes to an address, and the handler keeps that out of the route */}
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          // The address after # is the route. A jump must not change it.
          event.preventDefault();
          focusMain();
        }}
      >
        Skip to the content
      </a>
      <SideBar route={route} />
      <main ref={main} id="main" tabIndex={-1} className={`main main-${route.view}`}>
        <SessionNotice />
        <Notices />
        <UnfinishedNotice />
        <UpdateNotice />
        <RotationsNotice here={route.view === 'rotations'} />
        <View route={route} />
      </main>
      <rotationDialogs.View />
    </div>
  );
};

/** The side bar and the view beside it, and the dialogs that several views open. */
export const Frame = () => (
  <RotateProvider>
    <FrameOfView />
  </RotateProvider>
);
