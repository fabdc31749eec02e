import { navigate } from '../app/route.ts';
import { ThisComputer } from '../features/this-computer/this-computer.tsx';
import { Button } from '../ui/button.tsx';
import { ColumnScreen } from '../ui/column-screen.tsx';
import { ClipboardNotice } from './notices.tsx';

/** The keys of this computer for a user who has not signed in: a key that was handed over needs no account of Oracle's. */
export const ThisComputerAlone = () => (
  <ColumnScreen wide>
    <ClipboardNotice />
    <ThisComputer />
    <Button look="quiet" icon="arrow-left" onPress={() => navigate({ view: 'profile' })}>
      Sign in to Oracle Cloud
    </Button>
  </ColumnScreen>
);
