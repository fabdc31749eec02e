import { Button } from 'react-aria-components/Button';
import { accounts, call } from '../app/bridge.ts';
import { formatRoute, navigate, type Route } from '../app/route.ts';
import { useAccount, useSession } from '../app/session.tsx';
import { useRotationsStore } from '../app/stores.ts';
import { formatCount } from '../ui/dates.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { AccountSwitcher } from './account-switcher.tsx';

interface NavLinkProps {
  readonly to: Route;
  readonly icon: IconName;
  readonly here: boolean;
  /** The number of things in this view that wait for the user. */
  readonly waiting?: number;
  readonly children: string;
}

const NavLink = ({ to, icon, here, waiting = 0, children }: NavLinkProps) => (
  <li>
    <a href={formatRoute(to)} className="nav-link" aria-current={here ? 'page' : undefined} title={children}>
      <Icon name={icon} />
      <span className="nav-text">{children}</span>
      {waiting > 0 && (
        <span className="nav-count">
          {formatCount(waiting)}
          <span className="visually-hidden"> waiting for you</span>
        </span>
      )}
    </a>
  </li>
);

/** In the order of the side bar, from the top. */
const views: readonly (readonly [Route, IconName, string])[] = [
  [{ view: 'profile' }, 'user', 'My profile'],
  [{ view: 'users', domainId: null, text: '' }, 'users', 'Users'],
  [{ view: 'all-keys' }, 'key', 'All keys'],
  [{ view: 'rotations' }, 'rotate', 'Rotations'],
  [{ view: 'this-computer' }, 'computer', 'On this computer'],
];

export const SideBar = ({ route }: { readonly route: Route }) => {
  const { sample } = useAccount();
  const { vault } = useSession();
  const rotations = useRotationsStore().result;
  const waiting = rotations ? rotations.waiting + rotations.held : 0;
  const here = route.view === 'user' ? 'users' : route.view;
  return (
    <header className="side-bar">
      <AccountSwitcher />
      <nav aria-label="Views">
        <ul>
          {views.map(([to, icon, text]) => (
            <NavLink
              key={to.view}
              to={to}
              icon={icon}
              here={to.view === here}
              waiting={to.view === 'rotations' ? waiting : 0}
            >
              {text}
            </NavLink>
          ))}
        </ul>
      </nav>
      <div className="side-bar-end">
        {sample && (
          <p className="sample-mark">
            Sample<span> tenancy.</span>
            <span> It runs on this computer; nothing here reaches Oracle.</span>
          </p>
        )}
        {vault.kind === 'memory' && !sample && (
          <p className="memory-mark" title={vault.reason}>
            In memory<span> until Keydesk quits: no keychain.</span>
          </p>
        )}
        <Button
          className={`nav-link ${route.view === 'settings' ? 'nav-here' : ''}`}
          onPress={() => navigate({ view: 'settings' })}
        >
          <Icon name="gear" />
          <span className="nav-text">Settings</span>
        </Button>
        <Button className="nav-link" onPress={() => void call(() => accounts.Lock())}>
          <Icon name="lock" />
          <span className="nav-text">Lock</span>
        </Button>
      </div>
    </header>
  );
};
