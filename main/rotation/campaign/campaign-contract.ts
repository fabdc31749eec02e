import type { Observable } from '../../basics/observable.ts';
import type { Outcome } from '../../basics/outcome.ts';
import type { PrintProblem } from '../../basics/print-problem.ts';
import type { AddressBook } from '../../handover/address-book.ts';
import type { DescribeHandover } from '../../handover/handover-contract.ts';
import type { PolicyRules } from '../../policy/policy-rules.ts';
import type { Report } from '../../report/report-contract.ts';
import type { EndpointOf } from '../../usage/usage-contract.ts';
import type { Vault, VaultProblem } from '../../vault/vault.ts';
import type { RotationsOptions } from '../rotation-contract.ts';
import type { Rotations } from '../rotations.ts';
import type { LineProblem } from './preview.ts';

/** What campaigns need. `createCampaigns` makes them. */

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
