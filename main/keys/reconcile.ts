import type { KeyRecord } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Outcome } from '../outcome.ts';
import type { KeyAccess } from './key-access.ts';

/**
 * What became of a creation whose answer never came, judged by listing the keys:
 * `not-created`: no new key; `lost`: one new key of that name, and its secret did not arrive;
 * `unclear`: more than one candidate (another computer, the Console), or the listing failed: nothing is claimed.
 */
export type Reconciled =
  | { readonly kind: 'not-created' }
  | { readonly kind: 'lost'; readonly key: KeyRecord }
  | { readonly kind: 'unclear'; readonly problem: OracleProblem | null };

/** A late request may be carried out after the first look: a key seen not to be there is looked for again. */
const LOOKS = [500, 2000, 4000];

export interface ReconcileOptions {
  readonly access: KeyAccess;
  readonly name: string;
  /** Ids of the keys that the user had before the request. */
  readonly before: ReadonlySet<string>;
  /** Waits so many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** Lists the keys until a new one shows or the looks are used up (6.5 s in all). Changes nothing. */
export async function reconcileCreation(options: ReconcileOptions): Promise<Reconciled> {
  const { access, name, before, sleep } = options;
  let last: Outcome<readonly KeyRecord[], OracleProblem> | null = null;
  for (const pause of LOOKS) {
    await sleep(pause);
    last = await access.api.listKeys(access.owner);
    if (!last.ok) continue;
    const candidates = last.value.filter((key) => !before.has(key.id) && key.name === name);
    const [only, ...others] = candidates;
    if (only && others.length === 0) return { kind: 'lost', key: only };
    if (only) return { kind: 'unclear', problem: null };
  }
  return last?.ok ? { kind: 'not-created' } : { kind: 'unclear', problem: last?.ok === false ? last.problem : null };
}
