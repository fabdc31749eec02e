import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { PrintProblem } from '../basics/print-problem.ts';
import type { Prescribed } from '../policy/policy-rules.ts';
import type { LentSecret, SecretGone, Secrets } from '../secret/secret-contract.ts';
import type { HandoverOptions } from './handover-contract.ts';
import { printedSheet } from './printed-sheet.ts';
import type { Unrecorded } from './record-handover.ts';

export interface PrintSheetOptions
  extends Pick<HandoverOptions, 'policy' | 'record' | 'endpointOf' | 'describe' | 'isLocked' | 'now'> {
  readonly secrets: Pick<Secrets, 'lend'>;
  /**
   * Shows the system's print dialog for an HTML document. Returns when the document is on its way to the printer, or will not be printed.
   */
  readonly print: (html: string) => Promise<Outcome<null, PrintProblem>>;
}

export type PrintSheet = (handle: string) => Promise<Outcome<Unrecorded, Prescribed | SecretGone | PrintProblem>>;

/** Milliseconds. After that the sheet has no region and endpoint: that is better than a longer wait. */
const PLACE_PATIENCE = 5000;

/** Day and time with the zone: the reader may be somewhere else. */
const dateText = (ms: number) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'long' }).format(new Date(ms));

/** Prints the open secret on a sheet to type from, through the system's own dialog. */
export function createPrintSheet(options: PrintSheetOptions): PrintSheet {
  const { policy, secrets, record, endpointOf, describe, print, isLocked, now } = options;

  const printOpen = async (secret: Buffer, open: LentSecret) => {
    const found = await endpointOf(open.home, null, AbortSignal.timeout(PLACE_PATIENCE)).catch(() => null);
    // Keydesk was locked while the endpoint was looked up: no dialog may offer the sheet then.
    if (isLocked()) return failed({ kind: 'print-cancelled' } as const);
    const place = found?.ok ? found.value : open.home.place;
    const { keyName, ownerName, accessKey } = open;
    const facts = { keyName, ownerName, accessKey, ...describe(open), date: dateText(now()) };
    const region = place?.region ?? null;
    const endpoint = place?.endpoint ?? null;
    const printed = await print(printedSheet({ ...facts, region, endpoint }, secret));
    return printed.ok ? success(await record(open, 'print', null)) : printed;
  };

  return async (handle) => {
    const allowed = policy.checkWay('print');
    if (!allowed.ok) return allowed;
    const lent = await secrets.lend(handle, printOpen);
    return lent.ok ? lent.value : lent;
  };
}
