import { Button } from 'react-aria-components/Button';
import { accounts, ask } from '../app/bridge.ts';
import { formatRoute, navigate, type Route } from '../app/route.ts';
import { useAccount } from '../app/session.tsx';
import { Icon, type IconName } from '../ui/icons.tsx';
import { AccountSwitcher } from './account-switcher.tsx';

interface PlaceProps {
  readonly to: Route;
  readonly icon: IconName;
  readonly here: boolean;
  readonly children: string;
}

const Place = ({ to, icon, here, children }: PlaceProps) => (
  <li>
    <a href={formatRoute(to)} className="place" aria-current={here ? 'page' : undefined} title={children}>
      <Icon name={icon} />
      <span className="place-text">{children}</span>
    </a>
  </li>
);

export const SideBar = ({ route }: { readonly route: Route }) => {
  const { sample } = useAccount();
  return (
    <header className="side-bar">
      <AccountSwitcher />
      <nav aria-label="Views">
        <ul>
          <Place to={{ view: 'profile' }} icon="user" here={route.view === 'profile'}>
            My profile
          </Place>
          <Place
            to={{ view: 'users', domainId: null, text: '' }}
            icon="users"
            here={route.view === 'users' || route.view === 'user'}
          >
            Users
          </Place>
          <Place to={{ view: 'this-computer' }} icon="computer" here={route.view === 'this-computer'}>
            On this computer
          </Place>
        </ul>
      </nav>
      <div className="side-bar-end">
        {sample && (
          <p className="sample-mark">
            Sample<span> tenancy.</span>
            <span> It runs on this computer; nothing here reaches Oracle.</span>
          </p>
        )}
        <Button
          className={`place ${route.view === 'settings' ? 'place-here' : ''}`}
          onPress={() => navigate({ view: 'settings' })}
        >
          <Icon name="gear" />
          <span className="place-text">Settings</span>
        </Button>
        <Button className="place" onPress={() => void ask(() => accounts.Lock())}>
          <Icon name="lock" />
          <span className="place-text">Lock</span>
        </Button>
      </div>
    </header>
  );
};
