import type { Gap } from '../report/gap.ts';
import type { AllSentences } from './sentences.ts';

/** The words for the report of all keys. */
export const reportSentences = {
  'report-none': () => ({
    happened: 'Keydesk has no report of all keys.',
    meaning: 'It is in memory only: signing out, locking or switching to another account removes it.',
    remedy: 'Read all keys again.',
    calm: 'search',
  }),
  'report-changed': () => ({
    happened: 'The list of keys has changed since you selected keys in it.',
    meaning: 'Nothing was done, so that no other key than the selected ones is touched.',
    remedy: 'Select the keys again.',
    calm: 'info',
  }),
  'report-domain-unknown': ({ name }) => ({
    happened: `There is no domain ${name} in this tenancy, or this account may not see it.`,
    meaning: 'No keys were read.',
    remedy: 'Check the name of the domain under Users.',
  }),
} satisfies Partial<AllSentences>;

const counted = (count: number, one: string, many: string) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`;

/** Why a domain's keys are not all in the report, in one sentence. */
export function gapSentence(gap: Gap): string {
  switch (gap.kind) {
    case 'refused':
      return 'This account may not list the keys of this domain.';
    case 'broken-off':
      return 'The service did not answer until the end of the list.';
    case 'users-unread':
      return 'The users of this domain could not be read, so nothing proves that its list of keys is whole.';
    case 'unproven':
      return 'The service does not say which keys its users have, so nothing proves that its list of keys is whole.';
    case 'moved':
      return 'The list changed faster than it could be read: some keys may be missing.';
    case 'short':
      return `The service counts ${counted(gap.counted, 'key', 'keys')} and shows ${gap.read.toLocaleString('en')}.`;
    case 'unreadable':
      return `${counted(gap.rows, 'row has', 'rows have')} a form that Keydesk does not know.`;
    case 'missing':
      return `Users refer to ${counted(gap.keys, 'key', 'keys')} that the service does not show.`;
    case 'users-left':
      return `The keys of ${counted(gap.users, 'user', 'users')} could not be read.`;
  }
}
