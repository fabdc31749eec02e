import type { CampaignState, LedgerFormat } from '../../../bridge/values/campaign.ts';
import type { Recipient } from '../../../bridge/values/handover.ts';
import type { GenerateRequest } from '../../../bridge/values/secret.ts';
import { createObservable, type News, type Observable, observe } from '../../basics/observable.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import type { PrintProblem } from '../../basics/print-problem.ts';
import type { FileProblem } from '../../files/private-file.ts';
import type { AddressBook } from '../../handover/address-book.ts';
import type { DescribeHandover } from '../../handover/print-sheet.ts';
import type { PolicyRules } from '../../policy/policy-rules.ts';
import type { Report } from '../../report/report-contract.ts';
import type { EndpointOf } from '../../usage/usage-contract.ts';
import type { Vault, VaultProblem } from '../../vault/vault.ts';
import type { Plan } from '../plan.ts';
import { isMine, isShown, isToMake } from '../plan-row.ts';
import type { Rotations, RotationsOptions } from '../rotations.ts';
import { lineOf, type RotationOfAnother } from '../steps.ts';
import type { CampaignFacts } from './campaign-book.ts';
import { type CampaignStanding, createCampaignList } from './campaign-list.ts';
import { createCampaignRun } from './campaign-run.ts';
import { exportLedger } from './export-ledger.ts';
import { createPackKey } from './pack-key.ts';
import { checkFolder, writePacketIndex } from './packet-folder.ts';
import { createPacketWords } from './packet-words.ts';
import type { LineProblem } from './preview.ts';
import { campaignBusy, createPreviews } from './previews.ts';
import { createEnterReceipts } from './receipts.ts';
import { beginHere, createStartCampaign } from './start-campaign.ts';
import { createTakeOver } from './take-over.ts';
import { type CampaignGone, createTellPassphrases } from './tell-passphrases.ts';

export interface CampaignsOptions
  extends Pick<RotationsOptions, 'ledgerFile' | 'book' | 'accounts' | 'directory' | 'keys' | 'creations' | 'secrets'>,
    Pick<RotationsOptions, 'history' | 'ask' | 'clock'> {
  readonly rotations: Rotations;
  readonly report: Pick<Report, 'select' | 'pace'>;
  readonly vault: Vault;
  readonly addressBook: AddressBook;
  /** What opens a file that is encrypted for this person's handover address; null: there is no address. */
  readonly identity: { identity(): Promise<Outcome<Buffer | null, VaultProblem>> };
  readonly endpointOf: EndpointOf;
  readonly describe: DescribeHandover;
  readonly policy: Pick<PolicyRules, 'checkWay' | 'checkNewKey'>;
  readonly system: CampaignSystem;
  /** The words of a line's problem. */
  readonly explain: (problem: LineProblem) => string;
  readonly locked: Observable<boolean>;
  readonly workFactor: number | undefined;
  readonly onDefect: (error: unknown) => string;
}

/** The system's dialogs and programs; null where the person cancels. */
export interface CampaignSystem {
  readonly chooseUserList: () => Promise<string | null>;
  readonly chooseFolder: () => Promise<string | null>;
  readonly chooseCampaign: () => Promise<string | null>;
  readonly chooseSavePath: (suggestion: string) => Promise<string | null>;
  readonly openFolder: (folder: string) => Promise<string>;
  readonly print: (html: string) => Promise<Outcome<null, PrintProblem>>;
}

export interface CampaignsStanding {
  readonly work: CampaignState['work'];
  readonly campaigns: readonly CampaignStanding[];
}

/** Halts that end when the person unlocks Keydesk or signs in again. Then the run goes on by itself. */
const PASSED: readonly string[] = ['locked', 'session-over'];

/** The one door to many keys at once: previews, runs, packets, receipts, and campaigns of colleagues. */
export function createCampaigns(options: CampaignsOptions) {
  const { rotations, book, accounts, directory, secrets, addressBook, system, locked, clock, onDefect } = options;
  const { ledger, problemOf } = rotations;
  const { now } = clock;
  const words = createPacketWords(options.vault);
  const { policy } = options;
  const prescribed = (newKey: GenerateRequest, recipient: Recipient | null) => {
    const way = policy.checkWay(recipient === null ? 'file-passphrase' : 'file-recipient');
    return way.ok ? policy.checkNewKey(newKey, now()) : way;
  };
  /** The user's public key; of several, the one that was added last. */
  const recipientOf = (userOcid: string | null) =>
    addressBook
      .state()
      .filter((each) => each.userOcid === userOcid)
      .toSorted((a, b) => b.addedAt.localeCompare(a.addedAt))[0] ?? null;
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
  const packKey = createPackKey({ ...options, words, emailOf });
  const run = createCampaignRun({ ...options, packKey, recipientOf, prescribed, onEnd: writeIndex });
  const previews = createPreviews({ ...options, recipientOf, prescribed });
  const listCampaigns = createCampaignList({
    ...options,
    haltOf: run.haltOf,
    indexProblemOf: (campaign) => indexProblems.state().get(campaign) ?? null,
  });
  const enterReceipts = createEnterReceipts({ ledger, book, words, account: accounts.current });
  const takeOver = createTakeOver({ ...options, words });

  function state(): CampaignsStanding {
    return { work: previews.looking.state() ?? run.state(), campaigns: listCampaigns() };
  }
  const sources: readonly News<unknown>[] = [ledger, run, accounts, previews.looking, indexProblems];
  const { subscribe } = observe(sources, state);

  // After a crash or a lock, the creations open a secret again that is already packed. It is closed here.
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
    ...createTellPassphrases({ ...options, words, find }),
    chooseUserList: previews.chooseUserList,
    preview: previews.preview,
    readLines: previews.readLines,
    settled: run.settled,
    pause: run.pause,

    start: createStartCampaign({ ...options, previews, run, emails }),

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
