import type { ApiKey, ApiKeysState } from '../../../bridge/values/api-keys.ts';

type Running = Extract<ApiKeysState['work'], { kind: 'running' }>;

/** "a1:b2…d8:fe": enough of both ends to find a key in the Console. */
export const shortenFingerprint = (fingerprint: string): string =>
  `${fingerprint.slice(0, 8)}…${fingerprint.slice(-8)}`;

/** How Keydesk uses an API key. Null: Keydesk does not use it. It is a key of another program or computer. */
export const ownWords = ({ use }: ApiKey): string | null => {
  if (use === 'this-computer') return 'This computer’s key';
  return use === 'signed-in' ? 'Signed in with it' : null;
};

const stateNames = {
  CREATING: 'Being created',
  ACTIVE: 'Active',
  INACTIVE: 'Inactive',
  DELETING: 'Being deleted',
  DELETED: 'Deleted',
} as const;

/** The status of a key. An identity domain does not report one. */
export const stateWords = ({ state }: ApiKey): string => (state === null ? 'Not reported' : stateNames[state]);

/** What Keydesk is doing for this computer's key, in a sentence. */
export const workWords = ({ purpose, step, refusals }: Running): string => {
  if (step === 'making') return 'Making a key on this computer…';
  if (step === 'adding') return 'Adding its public half at Oracle…';
  if (step === 'switching') return 'Signing in with the new key…';
  if (step === 'removing')
    return purpose === 'replace' ? 'Deleting the old key at Oracle…' : 'Deleting the key at Oracle…';
  return refusals === 0
    ? 'Waiting until Oracle accepts the new key…'
    : 'Oracle does not know the new key yet. Asking again…';
};
