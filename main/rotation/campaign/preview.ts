import type { CampaignLine, CampaignRequest, LineVerdict } from '../../../bridge/values/campaign.ts';
import type { Owner } from '../../../bridge/values/directory.ts';
import type { Recipient } from '../../../bridge/values/handover.ts';
import type { CustomerSecretKey } from '../../../bridge/values/keys.ts';
import type { GenerateRequest } from '../../../bridge/values/secret.ts';
import { concurrentMap } from '../../basics/concurrent-map.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { checkExpiry, checkKeyName, type ExpiryProblem, KEY_LIMIT } from '../../keys/key-rules.ts';
import type { KeyProblem, Keys } from '../../keys/keys.ts';
import { concernsEveryKey } from '../../report/bulk-problems.ts';
import type { Report } from '../../report/report-contract.ts';
import { isNotShown } from '../../signin/reach-problem.ts';
import type { PlanKey } from '../plan.ts';
import { whyIdle } from '../propose.ts';
import type { FindUsers, FoundUser } from './find-users.ts';
import type { PacketRules } from './packet-rules.ts';
import { type LineFault, type ListedUser, nameOf } from './user-list.ts';

/** `campaign-line`: the line of the file cannot be used. */
export type LineProblem = KeyProblem | ExpiryProblem | { readonly kind: 'campaign-line'; readonly why: LineFault };

/** Another key of the user, which may be deleted to make room. */
type OtherKey = CampaignLine['others'][number];

/** What a line asks for, before anything is looked up. */
export interface WantedLine extends Omit<ListedUser, 'user' | 'domain'> {
  /** The user of a row of the report; or what a file says, for which a user must be found. */
  readonly who: FoundUser | { readonly text: string; readonly domain: string | null };
  /** The old key; null: whichever the user has. */
  readonly keyId: string | null;
}

export interface PreviewLine {
  readonly line: number;
  readonly userName: string;
  /** Null: no single user was found. */
  readonly user: FoundUser | null;
  readonly old: (PlanKey & { readonly name: string }) | null;
  readonly newKey: GenerateRequest;
  readonly verdict: LineVerdict;
  readonly problem: LineProblem | null;
  readonly others: readonly OtherKey[];
  readonly recipient: Recipient | null;
}

interface PreviewOptions {
  readonly keys: Pick<Keys, 'list'>;
  readonly report: Pick<Report, 'pace'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly findUsers: FindUsers;
  /** The key is being replaced already. */
  readonly isRunning: (keyId: string) => boolean;
  readonly packetRules: PacketRules;
}

/** The most lines that are looked up at the same time: more would leave no room for other calls. */
const AT_ONCE = 4;
/** The verdicts with which a key can be made. With `two-keys` the person must first choose a key to delete. */
const MAKEABLE: readonly LineVerdict[] = ['ready', 'no-key', 'two-keys'];

type Judged = Pick<PreviewLine, 'verdict'> & Partial<Pick<PreviewLine, 'old' | 'problem' | 'others' | 'newKey'>>;

/**
 * Says line by line what making these keys would do. It reads, and changes nothing. A problem that every line would meet ends the preview;
 * a problem of one line becomes that line's verdict.
 */
export function createPreview({ findUsers, keys, report, isRunning, packetRules, now }: PreviewOptions) {
  /** Why this key cannot be made, as far as the request and the policy show; null: no reason is known. */
  function whyNotMade(
    newKey: GenerateRequest,
    recipient: Recipient | null,
    offers: { readonly description: boolean; readonly expiry: boolean },
  ): Judged | null {
    const name = checkKeyName(newKey.name);
    if (!name.ok) return { verdict: 'bad-line', problem: name.problem };
    const expiry = checkExpiry(newKey.expiresOn, now());
    if (!expiry.ok) return { verdict: 'bad-line', problem: expiry.problem };
    const isOffered =
      (newKey.description === null || offers.description) && (newKey.expiresOn === null || offers.expiry);
    if (!isOffered) return { verdict: 'bad-line', problem: { kind: 'not-offered' } };
    const allowed = packetRules.check(newKey, recipient);
    return allowed.ok ? null : { verdict: 'prescribed', problem: allowed.problem };
  }

  /** `found`: the user's keys, the newest last, as `keys.list` gives them. */
  function judgeKeys(
    found: readonly CustomerSecretKey[],
    unreadable: number,
    wanted: WantedLine,
    purpose: CampaignRequest['purpose'],
  ): Judged {
    const asPlanKey = ({ id, accessKey, name }: CustomerSecretKey) => ({ keyId: id, accessKey, name });
    const asOther = (key: CustomerSecretKey, older: boolean): OtherKey => ({
      ...asPlanKey(key),
      why: isRunning(key.id) ? 'rotating' : whyIdle(key),
      older,
    });
    const isFull = found.length + unreadable >= KEY_LIMIT;
    if (purpose === 'create')
      return isFull
        ? { verdict: 'two-keys', others: found.map((key, at) => asOther(key, at < found.length - 1)) }
        : { verdict: 'ready' };
    const working = found.filter((key) => whyIdle(key) === null);
    // If the list names only the user, the old key is the one that works. If both work, or neither, it is the newer one, and the older one
    // makes room.
    const listedOld = (working.length === 1 ? working : found).at(-1);
    const old = wanted.keyId === null ? listedOld : found.find(({ id }) => id === wanted.keyId);
    if (wanted.keyId !== null && old === undefined) return { verdict: 'key-gone' };
    const running = found.find((key) => isRunning(key.id) && (wanted.keyId === null || key === old));
    if (running !== undefined) return { verdict: 'running', old: asPlanKey(running) };
    if (old === undefined) return isFull ? { verdict: 'two-keys', others: [] } : { verdict: 'no-key' };
    if (!isFull) return { verdict: 'ready', old: asPlanKey(old) };
    const others = found.filter((key) => key !== old);
    const isOlder = (key: CustomerSecretKey) => found.indexOf(key) < found.indexOf(old);
    return { verdict: 'two-keys', old: asPlanKey(old), others: others.map((key) => asOther(key, isOlder(key))) };
  }

  async function judge(
    wanted: WantedLine,
    request: CampaignRequest,
    signal: AbortSignal,
  ): Promise<Outcome<PreviewLine, KeyProblem>> {
    const { line, who } = wanted;
    const text = 'text' in who ? who.text : who.userName;
    const newKeyOf = (userName: string, key: string | null): GenerateRequest => ({
      name: wanted.keyName ?? nameOf(request.namePattern, { user: userName, key, now: now() }),
      description: wanted.description ?? request.description,
      expiresOn: wanted.expiresOn ?? request.expiresOn,
    });
    const blank = {
      line,
      userName: text,
      user: null,
      old: null,
      newKey: newKeyOf(text, null),
      problem: null,
      others: [],
      recipient: null,
    };
    if (wanted.fault !== null)
      return success({ ...blank, verdict: 'bad-line', problem: { kind: 'campaign-line', why: wanted.fault } });
    const found = 'text' in who ? await findUsers(who.text, who.domain, signal) : success([who]);
    const [user, another] = found.ok ? found.value : [];
    if (!found.ok) return verdictOf(found.problem, blank);
    if (user === undefined) return success({ ...blank, verdict: 'not-found' });
    if (another !== undefined) return success({ ...blank, verdict: 'found-twice' });
    const recipient = packetRules.recipientOf(user.ocid);
    const known = { ...blank, user, userName: user.userName, newKey: newKeyOf(user.userName, null), recipient };
    if (!user.isActive) return success({ ...known, verdict: 'inactive' });
    await report.pace(user.domainId, signal).catch(() => {});
    const listed = await keys.list(ownerOf(user), signal);
    if (!listed.ok) return verdictOf(listed.problem, known);
    const judged = judgeKeys(listed.value.keys, listed.value.unreadable, wanted, request.purpose);
    const newKey = newKeyOf(user.userName, judged.old?.name ?? null);
    const why = MAKEABLE.includes(judged.verdict) ? whyNotMade(newKey, recipient, listed.value.offers) : null;
    return success({ ...known, newKey, ...judged, ...why });
  }

  function verdictOf(problem: KeyProblem, line: Omit<PreviewLine, 'verdict'>): Outcome<PreviewLine, KeyProblem> {
    if (problem.kind === 'cancelled' || concernsEveryKey(problem)) return failed(problem);
    return success({ ...line, verdict: isNotShown(problem) ? 'no-permission' : 'failed', problem });
  }

  return async function lookAt(
    wanted: readonly WantedLine[],
    request: CampaignRequest,
    onProgress: (done: number) => void,
    signal: AbortSignal,
  ): Promise<Outcome<readonly PreviewLine[], KeyProblem>> {
    let done = 0;
    let fault: Outcome<PreviewLine, KeyProblem> | null = null;
    const judged = await concurrentMap(wanted, AT_ONCE, async (each) => {
      if (fault !== null) return fault;
      const line = await judge(each, request, signal);
      if (!line.ok) fault = line;
      done += 1;
      onProgress(done);
      return line;
    });
    const lines: PreviewLine[] = [];
    /**
     * By user OCID: the line that makes a key. If both keys of a user are chosen, it is the line of the newer key: the older key makes
     * room.
     */
    const makes = new Map<string, PreviewLine>();
    const makesRoom = ({ others }: PreviewLine) => others.some(({ older }) => older);
    for (const line of judged) {
      if (!line.ok) return line;
      lines.push(line.value);
      const { user, verdict } = line.value;
      if (user === null || !MAKEABLE.includes(verdict)) continue;
      const before = makes.get(user.ocid);
      if (before === undefined || (makesRoom(line.value) && !makesRoom(before))) makes.set(user.ocid, line.value);
    }
    const isSecond = (line: PreviewLine) =>
      line.user !== null && MAKEABLE.includes(line.verdict) && makes.get(line.user.ocid) !== line;
    return success(lines.map((line) => (isSecond(line) ? { ...line, verdict: 'same-user', others: [] } : line)));
  };
}

export type LookAt = ReturnType<typeof createPreview>;

export const ownerOf = ({ domainId, id, ocid }: FoundUser): Owner => ({ kind: 'user', domainId, id, ocid });
