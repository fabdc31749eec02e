import { BrowserProgress, type BrowserProgressProps } from '../../panes/signing-in/browser-progress.tsx';
import { browserLead, browserTitle } from '../../panes/signing-in/browser-words.ts';
import { ColumnHead, ColumnScreen } from '../../ui/column-screen.tsx';

/** Shown while the user signs in with the browser, and after that has failed. */
export const BrowserScreen = (progress: BrowserProgressProps) => (
  <ColumnScreen>
    <ColumnHead icon="key" title={browserTitle(progress.state)} lead={browserLead(progress.state)} />
    <BrowserProgress {...progress} />
  </ColumnScreen>
);
