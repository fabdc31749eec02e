import type { UnfinishedCreation } from '../../../bridge/values/secret.ts';
import type { KeyState } from '../simulator/simulator-controls.ts';

/** What a restart has shown of a creation that was cut short. */
export interface Seen {
  /** The key at the service; null: there is none. */
  readonly key: Pick<KeyState, 'accessKey' | 'secretKey'> | null;
  /** The secret that is offered, as it is revealed; null: none. */
  readonly offered: { readonly accessKey: string; readonly secretKey: string } | null;
  readonly unfinished: readonly Pick<UnfinishedCreation, 'state' | 'accessKey'>[];
  /** The person had read the secret and said that it is stored before the program died. */
  readonly handedOver: boolean;
}

/** `lost`: somebody could have had the secret, and nobody is told that it is gone. `unknown`: a key that nobody knows of. */
export type Verdict = 'no key' | 'offered again' | 'reported' | 'stored before' | 'WRONG SECRET' | 'UNKNOWN KEY';

/** Null where it is too early to tell: the program is still looking. */
export function judgeRestart({ key, offered, unfinished, handedOver }: Seen): Verdict | null {
  if (offered) {
    const isRight = offered.accessKey === key?.accessKey && offered.secretKey === key.secretKey;
    return isRight ? 'offered again' : 'WRONG SECRET';
  }
  if (!key) return 'no key';
  if (unfinished.some(({ state, accessKey }) => state === 'lost' && accessKey === key.accessKey)) return 'reported';
  return handedOver ? 'stored before' : null;
}

export interface Ending {
  readonly moment: string;
  readonly verdict: Verdict;
}

/** Counts what must not be: secrets that were lost without a word, and keys that nobody knows of. */
export function countLosses(endings: readonly Ending[]): {
  readonly lostSecrets: number;
  readonly unknownKeys: number;
} {
  const count = (wanted: Verdict) => endings.filter(({ verdict }) => verdict === wanted).length;
  return { lostSecrets: count('WRONG SECRET'), unknownKeys: count('UNKNOWN KEY') };
}
