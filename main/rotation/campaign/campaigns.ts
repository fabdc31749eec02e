import type { CampaignState, LedgerFormat } from '../../../bridge/values/campaign.ts';
import { createObservable, type News, observe } from '../../basics/observable.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import type { FileProblem } from '../../files/private-file.ts';
import type { Plan } from '../plan.ts';
import { isMine, isShown, isToMake } from '../plan-row.ts';
import type { RotationOfAnother } from '../rotation-contract.ts';
import { lineOf } from '../steps.ts';
import type { CampaignFacts } from './campaign-book.ts';
import type { CampaignsOptions } from './campaign-contract.ts';
import { type CampaignStanding, createCampaignList } from './campaign-list.ts';
import { createCampaignRun } from './campaign-run.ts';
import { exportLedger } from './export-ledger.ts';
import { createFindUsers } from './find-users.ts';
import { createMakeAndPack } from './make-and-pack.ts';
import { createPackKey } from './pack-key.ts';
import { checkFolder, writePacketIndex } from './packet-folder.ts';
import { createPacketRules } from './packet-rules.ts';
import { createPacketWords } from './packet-words.ts';
import { createPreview } from './preview.ts';
import { campaignBusy, createPreviews } from './previews.ts';
import { createEnterReceipts } from './receipts.ts';
import { beginHere, createStartCampaign } from './start-campaign.ts';
import { createTakeOver } from './take-over.ts';
import { type CampaignGone, createTellPassphrases } from './tell-passphrases.ts';

export interface CampaignsStanding {
  readonly work: CampaignState['work'];
  readonly campaigns: readonly CampaignStanding[];
}

/** Halts that end when the person unlocks Keydesk or signs in again. Then the run goes on by itself. */
const PASSED: readonly string[] = ['locked', 'session-over'];

/** The one door to many keys at once: previews, runs, packets, receipts, and campaigns of colleagues. */
export function createCampaigns(options: CampaignsOptions) {
  const { rotations, book, accounts, directory, keys, creations, secrets, history, report, onDefect } = options;
  const { vault, addressBook, identity, endpointOf, describe, policy, system, explain, ask, locked, clock } = options;
  const { ledger, problemOf } = rotations;
  const { now } = clock;
  const words = createPacketWords(vault, options.workFactor);
  const packetRules = createPacketRules(addressBook, policy, now);
  /** By rotation: the user's e-mail address from the preview. After a restart it is looked up. */
  const emails = new Map<string, string | null>();
  const emailOf = async ({ id, owner }: Plan) => {
    const known = emails.get(id);
    if (known !== undefined) return known;
    const found = await directory.getUser(owner);
    return found.ok ? found.value.email : null;
  };
  const plansOf = (campaign: string) => ledger.plans().filter((plan) => plan.campaign === campaign);
  /** By campaign: why its `index.csv` was not written. */
  const indexProblems = createObservable<ReadonlyMap<string, FileProblem>>(new Map());
  async function writeIndex({ id, folder }: CampaignFacts) {
    const written = await writePacketIndex(folder, plansOf(id), book);
    const others = [...indexProblems.state()].filter(([campaign]) => campaign !== id);
    indexProblems.change(new Map(written.ok ? others : [...others, [id, written.problem]]));
  }
  const indexProblemOf = (campaign: string) => indexProblems.state().get(campaign) ?? null;
  const packKey = createPackKey({ ledger, policy, secrets, history, words, endpointOf, describe, emailOf, clock });
  const packing = createMakeAndPack({ rotations, book, packetRules, packKey, creations, secrets, vault, report, now });
  const run = createCampaignRun({ rotations, creations, secrets, packing, clock, onEnd: writeIndex, onDefect });
  const isRunning = (keyId: string) => rotations.runningOf(keyId) !== null;
  const findUsers = createFindUsers(directory, report);
  const lookAt = createPreview({ findUsers, keys, report, isRunning, packetRules, now });
  const previews = createPreviews({ rotations, accounts, report, system, locked, clock, lookAt });
  const listCampaigns = createCampaignList({ rotations, book, accounts, haltOf: run.haltOf, indexProblemOf });
  const enterReceipts = createEnterReceipts({ ledger, book, words, account: accounts.current });
  const takeOver = createTakeOver({ rotations, book, accounts, addressBook, identity, system, ask, words, locked });

  function state(): CampaignsStanding {
    return { work: previews.looking.state() ?? run.state(), campaigns: listCampaigns() };
  }
  const sources: readonly News<unknown>[] = [ledger, run, accounts, previews.looking, indexProblems];
  const { subscribe } = observe(sources, state);

  // After a crash or a lock, the creations open a secret again that is already packed. It is closed here. If that fails, the next run
  // of the campaign tries again, and says why it cannot.
  secrets.subscribe(() => void run.forgetPacked().catch(onDefect));
  const goOn = () => {
    for (const facts of locked.state() ? [] : book.campaigns()) {
      if (PASSED.includes(run.haltOf(facts.id)?.kind ?? '') && facts.folder !== null)
        run.start({ ...facts, folder: facts.folder }, false);
    }
  };
  const forgetPeople = () => {
    previews.forget();
    emails.clear();
  };
  let current = accounts.current()?.id;
  locked.subscribe(() => {
    if (locked.state()) forgetPeople();
    goOn();
  });
  accounts.subscribe(() => {
    if (accounts.current()?.id !== current) forgetPeople();
    current = accounts.current()?.id;
    goOn();
  });

  const isOwn = (plan: Plan) => isMine(plan, accounts.current());
  /** A campaign of the current account. Another account that uses this computer neither stops it nor hands it over. */
  function find(campaign: string): Outcome<CampaignFacts, CampaignGone | RotationOfAnother> {
    const facts = book.campaign(campaign);
    const shown = plansOf(campaign).filter((plan) => isShown(plan, accounts.current()));
    const [first] = shown;
    if (facts === null || first === undefined) return failed({ kind: 'campaign-unknown' });
    return shown.some(isOwn) ? success(facts) : failed({ kind: 'rotation-of-another', userName: first.accountName });
  }

  /**
   * Goes on with a campaign. If it was taken over, or its folder is gone, the person chooses a folder on this computer before. `only`: a
   * single rotation; null: all that are left.
   */
  async function goOnWith(campaign: string, only: string | null) {
    await ledger.open();
    const found = find(campaign);
    if (!found.ok) return found;
    if (run.state().kind === 'running') return campaignBusy;
    if (found.value.handedOverTo !== null) {
      const paused = plansOf(campaign).filter((plan) => plan.paused && isOwn(plan));
      const resumed = await rotations.unpause(paused.map(({ id }) => id));
      if (!resumed.ok || locked.state()) return resumed;
      // The colleague may go on with some rotations; those that were never handed over, or have come back, go on here.
      const isAway = book.campaign(campaign)?.handedOverTo !== null;
      if (isAway && !plansOf(campaign).some(isToMake)) return resumed;
    }
    let { folder } = found.value;
    // The person was told that the folder is gone, and goes on all the same.
    const isGone = [run.haltOf(campaign), only && problemOf(only)].some(
      (told) => told && told.kind === 'packet-folder-gone',
    );
    if (folder === null || (isGone && !(await checkFolder(folder)).ok)) {
      const parent = await system.chooseFolder();
      if (parent === null || locked.state()) return success(null);
      // A second press may have chosen a folder while this dialog was open.
      const known = book.campaign(campaign)?.folder ?? null;
      const begun =
        known === folder || known === null ? await beginHere(ledger, found.value, parent, now()) : success(known);
      if (!begun.ok) return begun;
      folder = begun.value;
    }
    return run.start({ ...found.value, folder }, true, only) ? success(null) : campaignBusy;
  }

  return {
    state,
    subscribe,
    enterReceipts,
    ...createTellPassphrases({ rotations, book, words, find, accounts, system, ask, locked }),
    chooseUserList: previews.chooseUserList,
    preview: previews.preview,
    readLines: previews.readLines,
    settled: run.settled,
    pause: run.pause,

    start: createStartCampaign({ previews, rotations, book, run, emails, accounts, system, explain, ask, locked, now }),

    /** Goes on with what is left. */
    resume: (campaign: string) => goOnWith(campaign, null),

    /** Makes the key of one rotation and its packet, in the place of a new key whose secret nobody has. */
    async makePacket(rotation: string) {
      await ledger.open();
      const plan = ledger.plan(rotation);
      if (plan === null || plan.campaign === null) return failed({ kind: 'rotation-unknown' } as const);
      return isToMake(plan) ? goOnWith(plan.campaign, rotation) : failed({ kind: 'rotation-not-next' } as const);
    },

    /** The key under way is finished; the others are left out. */
    async stop(campaign: string) {
      const found = find(campaign);
      if (!found.ok) return found;
      const running = run.state();
      if (running.kind === 'running' && running.campaign === campaign) {
        run.pause();
        await run.settled();
      }
      const left = plansOf(campaign).filter((plan) => isToMake(plan) && plan.phase === 'chosen' && isOwn(plan));
      return left.length === 0
        ? success(null)
        : ledger.append(...left.map((plan) => lineOf(plan, plan.old, { event: 'skipped' })));
    },

    async openFolder(campaign: string) {
      const found = find(campaign);
      if (!found.ok) return found;
      if (indexProblems.state().has(campaign)) await writeIndex(found.value);
      const { folder } = found.value;
      const reason = folder === null ? 'it lies on another computer' : await system.openFolder(folder);
      return reason === ''
        ? success(null)
        : failed({ kind: 'file-unreadable', file: folder ?? 'The folder', reason } as const);
    },

    async handOver(campaign: string, recipient: string) {
      const found = find(campaign);
      if (!found.ok) return found;
      // Otherwise the same key could be made here and by the colleague.
      if (run.state().kind === 'running') return campaignBusy;
      return takeOver.handOver(found.value, () => plansOf(campaign).filter(isOwn), recipient);
    },
    takeOver: takeOver.takeOver,

    async exportLedger(format: LedgerFormat) {
      await ledger.open();
      const file = await system.chooseSavePath(
        `keydesk-ledger-${new Date(now()).toISOString().slice(0, 10)}.${format}`,
      );
      return file === null || locked.state() ? success(null) : exportLedger(options.ledgerFile, format, file);
    },
  };
}

export type Campaigns = ReturnType<typeof createCampaigns>;
