import type { CampaignState } from '../../../bridge/values/campaign.ts';
import { createObservable } from '../../basics/observable.ts';
import { type Outcome, success } from '../../basics/outcome.ts';
import { concernsEveryKey } from '../../report/bulk-problems.ts';
import { secretBusy } from '../../secret/secret-busy.ts';
import type { Plan } from '../plan.ts';
import { isToMake } from '../plan-row.ts';
import type { RotationProblem } from '../rotation-contract.ts';
import type { CampaignFacts, CampaignHere } from './campaign-book.ts';
import type { CampaignsOptions } from './campaign-contract.ts';
import type { KeyToMake, MakeAndPack } from './make-and-pack.ts';

interface CampaignRunOptions
  extends Pick<CampaignsOptions, 'rotations' | 'creations' | 'secrets' | 'clock' | 'onDefect'> {
  readonly packing: MakeAndPack;
  /** Called when nothing runs any more, with the campaign. */
  readonly onEnd: (campaign: CampaignFacts) => Promise<unknown>;
}

type RunStanding = Exclude<CampaignState['work'], { kind: 'looking' }>;

/** How long the run waits before it tries a key again, in milliseconds, if the service names no time. */
const PAUSES = [2000, 8000, 30_000, 60_000];
/** How often the run checks whether the dialog of another secret has been closed, in milliseconds. */
const DIALOG_PAUSE = 500;
/** After so many failed keys in a row the run halts: the cause is probably not these keys alone. */
const MOST_FAILURES = 5;

/** Problems that stop every key, in addition to those of `concernsEveryKey`: the disk, the keychain, the ledger. */
const OF_ALL_KEYS: readonly string[] = [
  'journal-failed',
  'ledger-broken',
  'packet-damaged',
  'packet-folder-gone',
  'file-unwritable',
  'file-unreadable',
  'file-is-link',
  'file-is-foreign',
  'rotation-of-another',
  'secret-not-stored',
];
/** Problems that pass by themselves: the service is busy, or has a fault of its own. */
const PASSING: readonly string[] = ['too-many-requests', 'service-error', 'timed-out'];

const causeOf = (problem: RotationProblem) => ('cause' in problem ? problem.cause : problem);
/** `creation-lost` says nothing about the next key: Keydesk has reached the service since the answer was lost. */
const isOfAll = (problem: RotationProblem) =>
  problem.kind !== 'creation-lost' && (OF_ALL_KEYS.includes(problem.kind) || concernsEveryKey(causeOf(problem)));

/** Makes the keys of a campaign and their packets, one after the other. */
export function createCampaignRun(options: CampaignRunOptions) {
  const { rotations, creations, secrets, packing, clock, onEnd, onDefect } = options;
  const { ledger } = rotations;
  const { state, subscribe, change } = createObservable<RunStanding>({ kind: 'none' });
  /** Why a campaign stands still, by its id. */
  const halts = new Map<string, RotationProblem>();
  let working: Promise<void> | null = null;
  let stop = new AbortController();

  const show = (shown: Partial<Extract<RunStanding, { kind: 'running' }>>) => {
    const now = state();
    if (now.kind === 'running') change({ ...now, ...shown });
  };
  const wait = (ms: number) => clock.sleep(ms, stop.signal).catch(() => {});

  /** Waits as long as another secret is open in its dialog, or is being made. */
  async function waitForRoom({ creation }: Plan) {
    for (;;) {
      const open = secrets.current();
      const isOurs = open !== null && (open.handle === creation || packing.isForgetting(open.handle));
      const busy = secretBusy(creations.making(), isOurs ? null : secrets.inTheWay());
      if (busy === null || stop.signal.aborted) return;
      show({ waiting: 'dialog' });
      await wait(DIALOG_PAUSE);
    }
  }

  /**
   * Whether nobody has the secret of the new key, by the journal of creations. False if the secret is in a keychain that does not give it
   * now, or if the person took it from its dialog, or closed it there, and may have stored it: *Resume* does not delete such keys.
   */
  async function isLost({ phase, creation }: Plan): Promise<boolean> {
    if (phase === 'new-gone') return true;
    const found = await creations.find(creation ?? '');
    return found.ok && found.value?.phase === 'lost';
  }

  /** Makes one key. If the service is busy or has a fault, the key is tried again after each of `PAUSES`. */
  async function carryOut(id: string, key: KeyToMake) {
    for (let attempt = 0; ; attempt += 1) {
      const plan = ledger.plan(id);
      // If an answer is still missing, Keydesk looks for it by itself.
      if (plan === null || !isToMake(plan) || plan.phase === 'making') return success(null);
      await waitForRoom(plan);
      // Clears the problem that this key had: Resume tries the key again.
      if (stop.signal.aborted) return rotations.tried(id, async () => success(null));
      show({ waiting: 'no' });
      const making = rotations.tried(id, () => packing.makeAndPack(plan, key, stop.signal));
      const done: Outcome<unknown, RotationProblem> = await making.finally(() => packing.giveBack(id));
      if (done.ok || stop.signal.aborted) return done;
      const { kind } = done.problem;
      if (kind === 'secret-open' || kind === 'secret-in-making') {
        attempt -= 1;
        continue;
      }
      const cause = causeOf(done.problem);
      const pause = PAUSES[attempt];
      const isAgain = PASSING.includes(cause.kind) && kind !== 'creation-lost' && kind !== 'creation-unclear';
      if (!isAgain || pause === undefined) return done;
      show({ waiting: 'service' });
      const named = cause.kind === 'too-many-requests' ? cause.retryAfterSeconds : null;
      await wait(named === null ? pause : named * 1000);
    }
  }

  const plansOf = (campaign: string) => ledger.plans().filter((plan) => plan.campaign === campaign);

  async function work(campaign: CampaignHere, isAsked: boolean, only: string | null): Promise<RotationProblem | null> {
    // Finds out what became of keys that were made earlier. Their secrets stay in the keychain until the run comes to them.
    if (plansOf(campaign.id).some((plan) => isToMake(plan) && plan.phase !== 'chosen')) await creations.resume();
    await rotations.resume();
    // The start of Keydesk may still be settling one of these rotations: without this wait, its key would be left out.
    while (plansOf(campaign.id).some(({ id }) => rotations.steps.isUnderWay(id)) && !stop.signal.aborted)
      await wait(DIALOG_PAUSE);
    const forgotten = await packing.forgetPacked();
    if (!forgotten.ok) return forgotten.problem;
    const all = plansOf(campaign.id);
    const todo = all.filter(isToMake).filter(({ id }) => only === null || id === only);
    /** Rotations whose new key is made again: nobody has its secret, and the person has said that the campaign goes on. */
    const gone = new Set<string>();
    for (const plan of isAsked ? todo : []) {
      // For a single rotation, *Next step* has told the person that the key is deleted.
      if ((only !== null && plan.phase === 'lost') || (await isLost(plan))) gone.add(plan.id);
    }
    const numbers = new Map(all.map(({ id }, at) => [id, at + 1]));
    const began = clock.now();
    let failures = 0;
    for (const [at, { id, userName, newKey }] of todo.entries()) {
      if (stop.signal.aborted) return null;
      const secondsLeft = at < 3 ? null : Math.ceil(((clock.now() - began) / at / 1000) * (todo.length - at));
      show({ at: { userName, keyName: newKey.name }, secondsLeft });
      const after = todo[at + 1];
      const next = after?.phase === 'chosen' ? after : null;
      const done = await carryOut(id, { campaign, number: numbers.get(id) ?? 0, replaces: gone.has(id), next });
      failures = done.ok ? 0 : failures + 1;
      if (!done.ok) rotations.setQueued(todo.slice(at + 1).map((plan) => plan.id));
      if (!done.ok && (isOfAll(done.problem) || failures >= MOST_FAILURES)) return done.problem;
    }
    return null;
  }

  /** Returns only when the work on the last key has ended too. */
  async function workToTheEnd(...given: Parameters<typeof work>) {
    try {
      const halt = await work(...given);
      const forgotten = await packing.settled();
      return halt ?? (forgotten.ok ? null : forgotten.problem);
    } finally {
      // After an error, waits for the last key. Otherwise that key is finished, and its outcome was read above.
      await packing.settled().catch(() => {});
    }
  }

  return {
    state,
    subscribe,
    forgetPacked: packing.forgetPacked,
    haltOf: (campaign: string) => halts.get(campaign) ?? null,
    /**
     * `isAsked`: the person has started this run, so keys whose secret was lost are replaced. `only`: the single rotation to work on; null:
     * all. Returns false if a campaign runs already.
     */
    start(facts: CampaignHere, isAsked: boolean, only: string | null = null): boolean {
      if (working !== null) return false;
      stop = new AbortController();
      halts.delete(facts.id);
      rotations.setQueued(only === null ? plansOf(facts.id).map(({ id }) => id) : [only]);
      change({ kind: 'running', campaign: facts.id, at: null, waiting: 'no', stopping: false, secondsLeft: null });
      working = workToTheEnd(facts, isAsked, only)
        .catch((error: unknown): RotationProblem => ({ kind: 'internal', reference: onDefect(error) }))
        .then(async (halt) => {
          // For a single key, its rotation shows the reason.
          if (halt !== null && only === null) halts.set(facts.id, halt);
          await onEnd(facts).catch(onDefect);
        })
        .finally(() => {
          working = null;
          rotations.setQueued([]);
          change({ kind: 'none' });
        });
      return true;
    },
    /** The key under way is finished first. */
    pause() {
      stop.abort();
      show({ stopping: true });
      return success(null);
    },
    /** Resolves when nothing runs. */
    settled: async () => working ?? undefined,
  };
}

export type CampaignRun = ReturnType<typeof createCampaignRun>;
