import type { PrintProblem } from '../basics/print-problem.ts';
import type { SettingsProblem } from '../basics/stored-value.ts';
import type { ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import type { ApiKeyUnfinished, ComputerKeyProblem } from '../computer-key/computer-key-problem.ts';
import type { AddRecipientProblem, NoMailProgram, SaveProblem } from '../handover/handover-contract.ts';
import type { HistoryProblem } from '../handover/record-handover.ts';
import type { UnfinishedProblem } from '../keys/creations-contract.ts';
import type { GenerateProblem } from '../keys/generate-key.ts';
import type { KeyProblem, MadeByAnother } from '../keys/keys.ts';
import type { UnlockProblem } from '../lock.ts';
import type { Prescribed } from '../policy/policy-rules.ts';
import type { IncomingProblem } from '../receiving/incoming-file.ts';
import type { IdentityProblem } from '../receiving/receiving-identity.ts';
import type { TypedProblem } from '../receiving/typed-key.ts';
import type { AccountChanged, BulkProblem } from '../report/bulk.ts';
import type { DomainUnnamed, NoReport, ReportChanged } from '../report/report-contract.ts';
import type { ExportProblem } from '../report/report-exports.ts';
import type { TakeOverProblem } from '../rotation/campaign/hand-campaign-over.ts';
import type { LineProblem } from '../rotation/campaign/preview.ts';
import type { CampaignBusy, PreviewGone } from '../rotation/campaign/previews.ts';
import type { StartProblem } from '../rotation/campaign/start-campaign.ts';
import type { CampaignGone, WordsGone } from '../rotation/campaign/tell-passphrases.ts';
import type { UserListProblem } from '../rotation/campaign/user-list.ts';
import type { NewLedgerProblem } from '../rotation/new-ledger.ts';
import type { RotationProblem } from '../rotation/rotation-contract.ts';
import type { SecretProblem } from '../secret/secret-contract.ts';
import type { SampleProblem } from '../shell/sample-tenancy.ts';
import type { AccountUnknown, ProlongProblem, SignInProblem, SignOutProblem } from '../signin/account.ts';
import type { BrowserSignInProblem } from '../signin/browser/browser-problem.ts';
import type { ProxyProblem } from '../signin/proxy-sign-in.ts';
import type { ReachProblem } from '../signin/reach-problem.ts';
import type { ToolProblem } from '../tools/tools-contract.ts';
import type { UpdateProblem } from '../updates/update-problem.ts';
import type { ReadinessProblem } from '../usage/readiness.ts';
import type { KeepProblem } from '../usage/saved-keys.ts';

/** Every problem that a use case can hand to a handler. `failure-sentences.ts` has the words for each kind. */
export type Problem =
  | SignInProblem
  | BrowserSignInProblem
  | ProlongProblem
  | SignOutProblem
  | AccountUnknown
  | SettingsProblem
  | SampleProblem
  | ProxyProblem
  | ReachProblem
  | ComputerKeyProblem
  | ApiKeyUnfinished
  | KeyProblem
  | GenerateProblem
  | SecretProblem
  | MadeByAnother
  | ClipboardProblem
  | UnfinishedProblem
  | SaveProblem
  | NoMailProgram
  | HistoryProblem
  | AddRecipientProblem
  | PrintProblem
  | IncomingProblem
  | IdentityProblem
  | TypedProblem
  | ReadinessProblem
  | KeepProblem
  | ToolProblem
  | NoReport
  | ReportChanged
  | BulkProblem
  | AccountChanged
  | ExportProblem
  | RotationProblem
  | (UserListProblem & { readonly file: string })
  | LineProblem
  | PreviewGone
  | StartProblem
  | CampaignGone
  | CampaignBusy
  | WordsGone
  | TakeOverProblem
  | NewLedgerProblem
  | DomainUnnamed
  | UpdateProblem
  /** Files of Keydesk's own that could not be read, kept under other names. */
  | { readonly kind: 'files-set-aside'; readonly files: readonly { readonly file: string; readonly reason: string }[] }
  | Prescribed
  | UnlockProblem
  /** A defect of ours. `reference` is in the log beside what happened. */
  | { readonly kind: 'internal'; readonly reference: string };
