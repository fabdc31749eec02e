import { randomUUID } from 'node:crypto';
import type { Owner, UserDetails, UserIdentity } from '../../bridge/values/directory.ts';
import type { CustomerSecretKey, KeyListing } from '../../bridge/values/keys.ts';
import type { SavedKey } from '../../bridge/values/usage.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Account } from '../signin/account.ts';
import type { NewLine } from './ledger-line.ts';
import type { Plan, PlanKey } from './plan.ts';
import { proposalOf } from './propose.ts';
import type { RotateSaved, SavedFile } from './rotate-saved.ts';
import type { NoRoom, RotationsOptions, SavedProblem } from './rotation-contract.ts';

type ChooseProblem = SavedProblem | NoRoom;

interface ChooseOptions extends Pick<RotationsOptions, 'accounts' | 'keys' | 'directory' | 'usage' | 'proposedExpiry'> {
  /** The open rotation of an old key; null: there is none. */
  readonly runningOf: (keyId: string) => Plan | null;
  readonly rotateSaved: Pick<RotateSaved, 'filesOf'>;
}

interface ChosenKey {
  readonly key: CustomerSecretKey;
  readonly listing: KeyListing;
  readonly user: UserDetails;
  /** The account that found it. The rotation belongs to this account, even if the person then switches to another account. */
  readonly by: Account;
}

/** A saved key, the files on this computer that its rotation would change, and the problem that prevents the rotation (null: none). */
interface SavedDifferences {
  readonly key: SavedKey;
  /** The key's id at Oracle; empty if Oracle has no such key. */
  readonly keyId: string;
  readonly files: readonly SavedFile[];
  readonly problem: ChooseProblem | null;
}

/** The first line of a rotation, which belongs to this account. `old`: null if there is no key to replace. */
export function chosenLine(
  { tenancyOcid, userOcid, sample, userName: accountName }: Account,
  { ocid, userName, displayName, domainName }: UserIdentity & Pick<UserDetails, 'ocid' | 'displayName'>,
  old: (PlanKey & { readonly name: string }) | null,
  facts: Pick<Plan, 'how' | 'owner' | 'newKey' | 'saved' | 'campaign'>,
): NewLine {
  return {
    ...{ plan: randomUUID(), user: ocid, keyId: old?.keyId ?? null, accessKey: old?.accessKey ?? null },
    event: 'chosen',
    ...facts,
    ...{ account: { tenancyOcid, userOcid, sample }, accountName, userName, displayName, domainName },
    keyName: old?.name ?? '',
  };
}

/** Looks at the keys that are to be rotated before the ledger gets a line about them. */
export function createChooseKeys(options: ChooseOptions) {
  const { accounts, keys, directory, usage, runningOf, rotateSaved, proposedExpiry } = options;

  /** The key with its user, and the user's other keys. */
  async function findKey(owner: Owner, keyId: string, signal?: AbortSignal) {
    const [listed, user] = await Promise.all([keys.list(owner, signal), directory.getUser(owner, signal)]);
    if (!listed.ok) return listed;
    if (!user.ok) return user;
    const key = listed.value.keys.find(({ id }) => id === keyId);
    if (key === undefined) return failed({ kind: 'rotation-old-gone', keyName: '' } as const);
    return success({ key, listing: listed.value, user: user.value });
  }

  async function propose(owner: Owner, keyId: string, signal?: AbortSignal) {
    const found = await findKey(owner, keyId, signal);
    return found.ok ? success(proposalOf(found.value, runningOf, proposedExpiry)) : found;
  }

  async function find(owner: Owner, keyId: string): Promise<Outcome<ChosenKey, ChooseProblem>> {
    const running = runningOf(keyId);
    if (running !== null) return failed({ kind: 'rotation-running', keyName: running.keyName });
    const by = accounts.current();
    if (by === null) return failed({ kind: 'signed-out' });
    const found = await findKey(owner, keyId);
    return found.ok ? success({ ...found.value, by }) : found;
  }

  const lineFor = ({ key, user, by }: ChosenKey, facts: Pick<Plan, 'how' | 'owner' | 'newKey' | 'saved'>): NewLine =>
    chosenLine(by, user, { ...key, keyId: key.id }, { ...facts, campaign: null });

  /** These saved keys, looked up among the keys of the signed-in user, each with the files of tools that have it. */
  async function differences(ids: readonly string[], signal?: AbortSignal) {
    const own = await keys.list({ kind: 'self' }, signal);
    if (!own.ok) return own;
    const found: SavedDifferences[] = [];
    for (const id of new Set(ids)) {
      const key = usage.saved.state().find((each) => each.id === id);
      if (key === undefined) return failed({ kind: 'saved-key-unknown' } as const);
      const there = own.value.keys.find(({ accessKey }) => accessKey === key.accessKey);
      const files = await rotateSaved.filesOf(key);
      found.push({
        key,
        keyId: there?.id ?? '',
        files: files.ok ? files.value : [],
        problem: whyNot(key, there?.id) ?? noRoom(key, own.value) ?? (files.ok ? null : files.problem),
      });
    }
    return success(found);
  }

  function whyNot({ keyName }: SavedKey, keyId: string | undefined): ChooseProblem | null {
    if (keyId === undefined) return { kind: 'rotation-old-gone', keyName };
    return runningOf(keyId) === null ? null : { kind: 'rotation-running', keyName };
  }

  /** Checked before the ledger gets a line: a rotation makes the new key before it deletes the old one. */
  function noRoom({ keyName, accessKey }: SavedKey, { keys: there, unreadable, limit }: KeyListing): NoRoom | null {
    const others = there.filter((each) => each.accessKey !== accessKey).map(({ name }) => name);
    return there.length + unreadable < limit ? null : { kind: 'rotation-no-room', keyName, others };
  }

  /** The first lines for saved keys, all of which can be rotated. */
  async function chooseSaved(found: readonly SavedDifferences[]): Promise<Outcome<readonly NewLine[], ChooseProblem>> {
    const owner: Owner = { kind: 'self' };
    const lines: NewLine[] = [];
    for (const { key: saved, keyId, problem } of found) {
      if (problem !== null) return failed(problem);
      const about = await find(owner, keyId);
      if (!about.ok) return about;
      const { newKey } = proposalOf(about.value, runningOf, proposedExpiry);
      lines.push(lineFor(about.value, { how: 'saved', owner, newKey, saved: { id: saved.id, name: saved.name } }));
    }
    return success(lines);
  }

  return { propose, find, lineFor, differences, chooseSaved };
}
