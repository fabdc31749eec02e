import type { BrowserSignInState } from '../../../bridge/values/sign-in.ts';
import { BrowserProgress } from '../../panes/signing-in/browser-progress.tsx';
import { browserLead, browserTitle } from '../../panes/signing-in/browser-words.ts';
import { ColumnHead, ColumnScreen } from '../../ui/column-screen.tsx';

export interface BrowserScreenProps {
  readonly state: Exclude<BrowserSignInState, { kind: 'idle' }>;
  readonly onRetry: (() => void) | null;
  readonly onCancel: () => void;
}

/** Shown while the browser has the sign-in, and when it has failed. */
export const BrowserScreen = ({ state, onRetry, onCancel }: BrowserScreenProps) => (
  <ColumnScreen>
    <ColumnHead icon="key" title={browserTitle(state)} lead={browserLead(state)} />
    <BrowserProgress state={state} onRetry={onRetry} onCancel={onCancel} />
  </ColumnScreen>
);
