import type { Recipient } from '../../../bridge/values/handover.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import type { Creations } from '../../keys/creations.ts';
import type { Report } from '../../report/report-contract.ts';
import type { Secrets } from '../../secret/secret-contract.ts';
import type { Vault } from '../../vault/vault.ts';
import type { Ledger } from '../ledger.ts';
import type { Plan } from '../plan.ts';
import type { RotationProblem, Rotations } from '../rotations.ts';
import type { CampaignBook, CampaignFacts } from './campaign-book.ts';
import type { PackKey } from './pack-key.ts';
import { checkFolder } from './packet.ts';
import type { PreviewOptions } from './preview.ts';

export interface MakeAndPackOptions {
  readonly ledger: Pick<Ledger, 'plan' | 'plans'>;
  readonly rotations: Pick<Rotations, 'steps'>;
  readonly book: CampaignBook;
  readonly packKey: PackKey;
  readonly creations: Pick<Creations, 'take'>;
  readonly secrets: Pick<Secrets, 'current' | 'close' | 'giveBack'>;
  readonly vault: Pick<Vault, 'state'>;
  readonly report: Pick<Report, 'pace'>;
  /** The public key that packets for this user are encrypted for; null: none is known. */
  readonly recipientOf: (userOcid: string | null) => Recipient | null;
  readonly prescribed: PreviewOptions['prescribed'];
}

type Done = Promise<Outcome<null, RotationProblem>>;

/** The requests that making one key sends to a domain: for the user, the keys, the creation, and the removal of its tag. */
const REQUESTS = 4;

/** Makes one key of a campaign and its packet. At most one secret is in no packet at any time. */
export function createMakeAndPack(options: MakeAndPackOptions) {
  const { ledger, rotations, book, packKey, creations, secrets, vault, report, recipientOf, prescribed } = options;
  /** The key before, whose packet is in the ledger: its secret leaves the keychain while the next user is looked up. */
  let before: { readonly creation: string | null; readonly forgotten: Done } | null = null;

  /** The packet is written while the creation comes to its end: its tag goes, and journal and ledger hear of the key. Waits for both. */
  async function makeAndWrite<Written>({ id }: Plan, write: (creation: string) => Promise<Written>) {
    const opened = Promise.withResolvers<string | null>();
    const writing = opened.promise.then((creation) => (creation === null ? null : write(creation)));
    const making = rotations.steps.make(id, {
      quiet: true,
      room: book.room(id),
      after: before?.forgotten,
      onOpen: ({ handle }) => opened.resolve(handle),
    });
    const made = await making.finally(async () => {
      opened.resolve(null);
      await writing.catch(() => {});
    });
    const forgotten = (await before?.forgotten) ?? success(null);
    if (!forgotten.ok) return forgotten;
    return made.ok ? ((await writing) ?? failed<RotationProblem>({ kind: 'secret-gone' })) : made;
  }

  return {
    /** `replaces`: nobody has the secret of its new key, so that another one takes its place. */
    async makeAndPack(
      plan: Plan,
      facts: CampaignFacts & { readonly folder: string },
      number: number,
      replaces: boolean,
      signal: AbortSignal,
    ): Done {
      const { id, owner, newKey } = plan;
      if (!plan.account.sample && vault.state.kind === 'memory') {
        return failed({ kind: 'vault-failed', reason: vault.state.reason });
      }
      // Checked before the key is made. The recipient is read once, because the address book may change while the key is made, and the company's
      // policy need not allow the packet for another recipient.
      const recipient = recipientOf(plan.user);
      const allowed = prescribed(newKey, recipient);
      if (!allowed.ok) return allowed;
      const folder = await checkFolder(facts.folder);
      if (!folder.ok) return folder;
      if (plan.phase !== 'chosen') await before?.forgotten;
      const isMade = plan.phase === 'made' && (await creations.take(plan.creation ?? ''));
      if (!isMade && plan.phase !== 'chosen') {
        if (!replaces) return failed({ kind: 'secret-gone' });
        const removed = await rotations.steps.removeNew(id);
        if (!removed.ok) return removed;
      }
      if (!isMade) {
        const domainId = owner.kind === 'user' ? owner.domainId : null;
        for (let sent = 0; sent < REQUESTS; sent += 1) await report.pace(domainId, signal).catch(() => {});
        if (signal.aborted) return success(null);
      }
      const write = async (creation: string) => {
        // The policy may have changed since. The secret stays in the keychain then.
        const stillAllowed = prescribed(newKey, recipient);
        return stillAllowed.ok ? packKey.write(plan, creation, facts, { number, recipient }) : stillAllowed;
      };
      const packet = await (isMade ? write(plan.creation ?? '') : makeAndWrite(plan, write));
      if (!packet.ok) return packet;
      const made = ledger.plan(id);
      if (made === null) return failed({ kind: 'rotation-unknown' });
      const recorded = await packKey.record(made, packet.value);
      if (recorded.ok) {
        before = { creation: made.creation, forgotten: packKey.forget(made, packet.value) };
        // What it throws reaches those who wait for it.
        before.forgotten.catch(() => {});
      }
      return recorded;
    },

    /** What of this rotation is open and in no packet is given back: no other key could be made meanwhile. */
    giveBack(id: string): void {
      const creation = ledger.plan(id)?.creation ?? null;
      if (creation !== null && creation !== before?.creation) secrets.giveBack(creation);
    },

    /** Its secret is open, and leaves the keychain. */
    isForgetting: (creation: string) => creation === before?.creation,

    /** Closes the open secret if its packet is in the ledger: after a crash, the lock, or a closing that failed. */
    async forgetPacked(): Done {
      const open = secrets.current();
      const plan = open && ledger.plans().find(({ creation, how }) => how === 'packet' && creation === open.handle);
      const isPacked = plan && plan.phase !== 'made' && book.packet(plan.id) !== null;
      return open && isPacked ? secrets.close(open.handle, true) : success(null);
    },

    /** Waits for the end of the last key, and gives it once. */
    async settled(): Done {
      const last = before;
      const forgotten = await last?.forgotten.finally(() => {
        secrets.giveBack(last.creation ?? '');
        if (before === last) before = null;
      });
      return forgotten ?? success(null);
    },
  };
}
