import type { PolicyState } from './policy.ts';
import type { Session } from './session.ts';

/** What the first document brings along, so that the page draws its first screen before main answers calls. Main alone writes it. */
export interface FirstState {
  readonly session: Session;
  /** Null: the company prescribes nothing. */
  readonly policy: PolicyState | null;
}
