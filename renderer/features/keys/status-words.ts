import type { KeyStatus, SettableStatus } from '../../../bridge/values/keys.ts';
import type { Tone } from '../../ui/badge.tsx';
import { agoWords, instantOf } from '../../ui/dates.ts';

export interface StatusWords {
  readonly text: string;
  readonly tone: Tone;
  /** How Keydesk knows the status, where that matters. */
  readonly note: string | null;
  /** The statuses that the user can set, if the API can set a status. */
  readonly offers: readonly SettableStatus[];
}

const reported = {
  CREATING: { text: 'Being created', tone: 'neutral', offers: [] },
  ACTIVE: { text: 'Active', tone: 'accent', offers: ['INACTIVE'] },
  INACTIVE: { text: 'Inactive', tone: 'neutral', offers: ['ACTIVE'] },
  DELETING: { text: 'Being deleted', tone: 'neutral', offers: [] },
  DELETED: { text: 'Deleted', tone: 'neutral', offers: [] },
} as const satisfies Record<string, Omit<StatusWords, 'note'>>;

/** A key's status in words, and the statuses that the user can set. If the status is unknown, both are offered. */
export const statusWords = (status: KeyStatus, now: number): StatusWords => {
  if (status.kind === 'reported') return { ...reported[status.status], note: null };
  if (status.kind === 'set-here') {
    const at = instantOf(status.at);
    return { ...reported[status.status], note: at === null ? 'Set here' : `Set here, ${agoWords(at, now)}` };
  }
  if (status.kind === 'expired') return { text: 'Expired', tone: 'loss', note: null, offers: [] };
  if (status.kind === 'deleting') return { ...reported.DELETING, note: null };
  return { text: 'Not reported', tone: 'neutral', note: null, offers: ['INACTIVE', 'ACTIVE'] };
};
