import type { UnfinishedCreation } from '../../../bridge/values/secret.ts';
import type { KeyState } from '../simulator/simulator-controls.ts';

/** What is found after a restart that followed an interrupted creation. */
export interface Seen {
  /** The key at the service; null: there is none. */
  readonly key: Pick<KeyState, 'accessKey' | 'secretKey'> | null;
  /** The text of the offered secret; null: none. */
  readonly offered: { readonly accessKey: string; readonly secretKey: string } | null;
  readonly unfinished: readonly Pick<UnfinishedCreation, 'state' | 'accessKey'>[];
  /** True: before the program died, the user had read the secret and confirmed that it is stored. */
  readonly handedOver: boolean;
}

/** `WRONG SECRET`: the offered secret is not the key's. `UNKNOWN KEY`: a key at Oracle of which the user is not told. */
export type Verdict = 'no key' | 'offered again' | 'reported' | 'stored before' | 'WRONG SECRET' | 'UNKNOWN KEY';

/** Null: too early to judge, since the program is still searching for the key. */
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

/** Counts the two faults: secrets that were lost without a message, and keys of which the user is not told. */
export function countLosses(endings: readonly Ending[]): {
  readonly lostSecrets: number;
  readonly unknownKeys: number;
} {
  const count = (wanted: Verdict) => endings.filter(({ verdict }) => verdict === wanted).length;
  return { lostSecrets: count('WRONG SECRET'), unknownKeys: count('UNKNOWN KEY') };
}
