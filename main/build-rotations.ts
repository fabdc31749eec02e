import type { Clock } from './basics/clock.ts';
import type { Observable } from './basics/observable.ts';
import type { KeyParts } from './build-keys.ts';
import type { SignInParts } from './build-signing-in.ts';
import type { ClipboardGuard } from './clipboard/clipboard-guard.ts';
import { failureSentences } from './handlers/failure-sentences.ts';
import type { SettingsKeeper } from './handlers/settings.ts';
import { createHandingOver, type HandingOverOptions } from './handover/create-handing-over.ts';
import { createReceiving, type ReceivingOptions } from './receiving/create-receiving.ts';
import type { Report } from './report/report-contract.ts';
import { createCampaignBook } from './rotation/campaign/campaign-book.ts';
import type { CampaignSystem, CampaignsOptions } from './rotation/campaign/campaign-contract.ts';
import { createCampaigns } from './rotation/campaign/campaigns.ts';
import type { RotationsOptions } from './rotation/rotation-contract.ts';
import { createRotations } from './rotation/rotations.ts';
import type { Secrets } from './secret/secret-contract.ts';

export interface RotationNeeds
  extends Pick<CampaignsOptions, 'vault' | 'ask' | 'onDefect'>,
    Pick<RotationsOptions, 'ledgerFile'> {
  readonly clock: Clock;
  readonly policy: HandingOverOptions['policy'] & { readonly proposedExpiry: (now: number) => string | null };
  readonly settings: SettingsKeeper;
  readonly handoverSystem: HandingOverOptions['system'];
  readonly campaignSystem: CampaignSystem;
  readonly addressBookStore: HandingOverOptions['store'];
  readonly addressStore: ReceivingOptions['store'];
  /** The cost of a guess at a passphrase. Only tests set it. */
  readonly workFactor?: HandingOverOptions['workFactor'];
}

interface Before {
  readonly signInParts: SignInParts;
  readonly keyParts: KeyParts;
  readonly report: Report;
  readonly secrets: Secrets;
  readonly clipboard: ClipboardGuard;
  readonly locked: Observable<boolean>;
}

/** Handing keys over, receiving keys, and rotating keys. They are built together, since a campaign hands each new key over. */
export function buildRotations(
  needs: RotationNeeds,
  { signInParts, keyParts, report, secrets, clipboard, locked }: Before,
) {
  const { accounts } = signInParts;
  const { directory, usage, tools, history, creations, keys } = keyParts;
  const { vault, policy, settings, ask, clock, ledgerFile, workFactor, onDefect } = needs;
  const { now } = clock;
  const isLocked = locked.state;
  const book = createCampaignBook();
  const rotations = createRotations({
    ledgerFile,
    book,
    accounts,
    directory,
    keys,
    creations,
    secrets,
    usage,
    tools,
    history,
    waitingDays: () => settings.state().waitingDays,
    proposedExpiry: () => policy.proposedExpiry(now()),
    ask,
    clock,
    isLocked,
    onDefect,
  });
  const { making } = creations;
  const receiving = createReceiving({ secrets, making, vault, store: needs.addressStore, isLocked, now });
  const handingOver = createHandingOver({
    accounts,
    directory,
    policy,
    secrets,
    clipboard,
    history,
    ownAddress: receiving.identity,
    usage,
    replacedBy: rotations.replacedBy,
    system: needs.handoverSystem,
    store: needs.addressBookStore,
    isLocked,
    now,
    workFactor,
  });
  const campaigns = createCampaigns({
    rotations,
    ledgerFile,
    book,
    accounts,
    directory,
    keys,
    report,
    creations,
    secrets,
    vault,
    history,
    addressBook: handingOver.addressBook,
    identity: receiving.identity,
    endpointOf: usage.endpointOf,
    describe: handingOver.describe,
    policy,
    system: needs.campaignSystem,
    explain: (problem) => failureSentences(problem).happened,
    ask,
    locked,
    clock,
    workFactor,
    onDefect,
  });
  return { rotations, receiving, handingOver, campaigns };
}
