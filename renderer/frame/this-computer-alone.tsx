import './frame.css';
import '../features/welcome/welcome.css';
import { navigate } from '../app/route.ts';
import { ThisComputer } from '../features/this-computer/this-computer.tsx';
import { Button } from '../ui/button.tsx';
import { ClipboardNotice } from './clipboard-notice.tsx';

/** The keys of this computer for somebody who has not signed in: what was handed over and kept needs no account of Oracle's. */
export const ThisComputerAlone = () => (
  <main className="welcome kept-alone">
    <div className="welcome-column">
      <ClipboardNotice />
      <ThisComputer />
      <Button look="quiet" icon="arrow-left" onPress={() => navigate({ view: 'profile' })}>
        Sign in to Oracle Cloud
      </Button>
    </div>
  </main>
);
