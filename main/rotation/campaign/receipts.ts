import { type Outcome, success } from '../../basics/outcome.ts';
import { createSerialQueue } from '../../basics/serial-queue.ts';
import { findReceiptCodes, hashReceiptCode, isSameHash } from '../../handover/receipt-code.ts';
import type { Account } from '../../signin/account.ts';
import type { VaultProblem } from '../../vault/vault.ts';
import type { Ledger, LedgerProblem } from '../ledger.ts';
import type { Plan } from '../plan.ts';
import { isShown } from '../plan-row.ts';
import { lineOf } from '../steps.ts';
import type { CampaignBook } from './campaign-book.ts';
import type { PacketWords } from './packet-words.ts';

interface ReceiptsOptions {
  readonly ledger: Pick<Ledger, 'append' | 'plans'>;
  readonly book: Pick<CampaignBook, 'packet'>;
  readonly words: Pick<PacketWords, 'remove'>;
  readonly account: () => Account | null;
}

export interface Receipts {
  readonly confirmed: readonly Plan[];
  readonly already: number;
  readonly unknown: readonly string[];
  readonly mistyped: readonly string[];
  /** Why words of these packets may still be in the vault; null: they are gone. */
  readonly wordsLeft: VaultProblem | null;
}

/** The most codes that one text may have. A mailbox with more is pasted in parts. */
const MOST_CODES = 1000;

/**
 * Takes the receipt codes that recipients have sent: each proves that its packet was opened. The words of such a packet are no longer
 * needed, and leave the vault. If the vault refuses that, the same code removes them when it is entered again.
 */
export function createEnterReceipts({ ledger, book, words, account }: ReceiptsOptions) {
  // One text at a time, so that each sees the receipts that earlier texts have confirmed.
  const queue = createSerialQueue();

  async function removeWords(opened: readonly Plan[]): Promise<VaultProblem | null> {
    for (const { id } of opened) {
      const removed = await words.remove(id);
      // If the packet is for a public key, only words of an earlier packet can be left, and that packet is of no use.
      if (!removed.ok && book.packet(id)?.lock === 'passphrase') return removed.problem;
    }
    return null;
  }

  async function enter(text: string): Promise<Outcome<Receipts, LedgerProblem>> {
    const { codes, mistyped } = findReceiptCodes(text);
    const packed = ledger.plans().flatMap((plan) => {
      // This account must not see rotations of other tenancies.
      const packet = isShown(plan, account()) ? book.packet(plan.id) : null;
      return packet === null ? [] : [{ plan, receipt: packet.receipt }];
    });
    const confirmed: Plan[] = [];
    const unknown: string[] = [];
    const before: Plan[] = [];
    for (const code of codes.slice(0, MOST_CODES)) {
      const hash = hashReceiptCode(code);
      // Every receipt is compared, so that the time does not tell which receipt matched.
      const [found] = packed.filter(({ receipt }) => isSameHash(receipt, hash));
      if (found === undefined) unknown.push(code);
      else if (found.plan.phase === 'handed-over') confirmed.push(found.plan);
      else before.push(found.plan);
    }
    if (confirmed.length > 0) {
      const lines = confirmed.map((plan) => lineOf(plan, plan.made, { event: 'confirmed', proof: 'receipt' }));
      const written = await ledger.append(...lines);
      if (!written.ok) return written;
    }
    const withWords = before.filter(({ id, proved }) => proved && book.packet(id)?.lock === 'passphrase');
    const wordsLeft = await removeWords([...confirmed, ...withWords]);
    const { length: already } = before;
    return success({ confirmed, already, unknown, mistyped: mistyped.slice(0, MOST_CODES), wordsLeft });
  }
  return (text: string) => queue(() => enter(text));
}
