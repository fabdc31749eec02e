import { basename, join } from 'node:path';
import type { Recipient } from '../../../bridge/values/handover.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { type FileProblem, writePrivateFile } from '../../files/private-file.ts';
import { fileNameFor } from '../../handover/file-name.ts';
import { formatHandedKey } from '../../handover/handed-key.ts';
import { composeDraft } from '../../handover/mail-draft.ts';
import { hashReceiptCode, makeReceiptCode } from '../../handover/receipt-code.ts';
import type { LentSecret, SecretProblem } from '../../secret/secret-contract.ts';
import type { VaultProblem } from '../../vault/vault.ts';
import { announceCampaignStep } from '../announced-steps.ts';
import type { Ledger, LedgerProblem } from '../ledger.ts';
import type { Plan } from '../plan.ts';
import type { PlanEvent } from '../plan-events.ts';
import { lineOf } from '../steps.ts';
import type { CampaignHere } from './campaign-book.ts';
import type { CampaignsOptions } from './campaign-contract.ts';
import { type Packet, type PacketLock, type PacketProblem, writePacket } from './packet.ts';
import type { PacketWords } from './packet-words.ts';

type PackProblem = PacketProblem | VaultProblem | FileProblem | LedgerProblem | SecretProblem;

interface PackKeyOptions
  extends Pick<CampaignsOptions, 'policy' | 'secrets' | 'history' | 'endpointOf' | 'describe' | 'clock'> {
  readonly ledger: Pick<Ledger, 'append'>;
  readonly words: Pick<PacketWords, 'makeLock'>;
  /** The address for a draft; null: none is known. */
  readonly emailOf: (plan: Plan) => Promise<string | null>;
}

/** How long the search for the endpoint may take, in milliseconds. After that, the packet is written without region and endpoint. */
const PLACE_PATIENCE = 8000;

/** A packet that is on the disk and was read back, and that the ledger does not have yet. `receipt` is the code inside, in clear. */
export interface WrittenPacket {
  readonly file: string;
  readonly sha256: string;
  readonly lock: PacketLock['kind'];
  readonly receipt: string;
}

/**
 * Puts the new key of a rotation into a packet, in this order: the words into the vault, the packet onto the disk and read back (`write`),
 * the lines into the ledger (`eventsOf`, or `record`), and only then the secret out of the vault (`forget`). A crash in between leaves the
 * secret where it was, and the packet is made again.
 */
export function createPackKey(options: PackKeyOptions) {
  const { ledger, policy, secrets, history, words, endpointOf, describe, emailOf, clock } = options;
  const now = () => new Date(clock.now());

  const lockFor = async (plan: Plan, recipient: Recipient | null): Promise<Outcome<PacketLock, VaultProblem>> =>
    recipient === null ? words.makeLock(plan.id) : success({ kind: 'recipient', publicKey: recipient.publicKey });

  async function writeDraft(packet: string, plan: Plan, recipient: Recipient | null, bytes: Buffer, open: LentSecret) {
    const eml = await composeDraft({
      to: await emailOf(plan),
      toName: plan.displayName,
      keyName: plan.newKey.name,
      ...describe(open),
      lock: recipient === null ? 'passphrase' : recipient.kind === 'ssh' ? 'ssh' : 'recipient',
      asksForReceipt: true,
      attachment: { name: basename(packet), bytes },
      date: now(),
    });
    return writePrivateFile(join(packet, '..', 'drafts', basename(packet).replace(/\.age$/, '.eml')), eml);
  }

  /** What the ledger says of a packet. */
  const eventsOf = ({ file, sha256, lock, receipt }: WrittenPacket): readonly PlanEvent[] => [
    { event: 'packed', file, sha256, lock, receipt: hashReceiptCode(receipt) },
    { event: 'handed-over', way: 'packet', to: file },
  ];

  return {
    eventsOf,

    /** Writes the packet of an open secret. The ledger need not have the new key yet. */
    async write(
      plan: Plan,
      creation: string,
      { folder, drafts }: CampaignHere,
      { number, recipient }: { readonly number: number; readonly recipient: Recipient | null },
    ): Promise<Outcome<WrittenPacket, PackProblem>> {
      const name = `${String(number).padStart(3, '0')}-${fileNameFor(plan.newKey.name, plan.displayName, 'age')}`;
      const file = join(folder, name);
      const lock = await lockFor(plan, recipient);
      if (!lock.ok) return lock;
      announceCampaignStep('words-stored');
      const receipt = makeReceiptCode();
      const lent = await secrets.lend(creation, async (secret, open): Promise<Outcome<Packet, PackProblem>> => {
        const found = await endpointOf(open.home, null, AbortSignal.timeout(PLACE_PATIENCE)).catch(() => null);
        const about = { keyName: open.keyName, user: open.ownerName, accessKey: open.accessKey, note: '', receipt };
        const date = now().toISOString();
        const content = formatHandedKey(
          { ...about, date, place: found?.ok ? found.value : null, ...describe(open) },
          secret,
        );
        const packet = await writePacket(file, content, lock.value).finally(() => content.fill(0));
        const mayMail = policy.checkWay(recipient === null ? 'mail-passphrase' : 'mail-recipient').ok;
        if (!packet.ok || !drafts || !mayMail) return packet;
        const draft = await writeDraft(file, plan, recipient, packet.value.bytes, open);
        return draft.ok ? packet : draft;
      });
      if (lock.value.kind === 'passphrase') lock.value.words.fill(0);
      if (!lent.ok) return lent;
      if (!lent.value.ok) return lent.value;
      announceCampaignStep('packet-written');
      return success({ file: name, sha256: lent.value.value.sha256, lock: lock.value.kind, receipt });
    },

    /** Adds the packet to the ledger, which has the new key already. */
    async record(plan: Plan, packet: WrittenPacket): Promise<Outcome<null, PackProblem>> {
      const { made } = plan;
      if (made === null) return failed({ kind: 'secret-gone' });
      return ledger.append(...eventsOf(packet).map((event) => lineOf(plan, made, event)));
    },

    /** Removes the secret from the vault and from memory, once the ledger has the packet. */
    async forget(
      { creation, made, account }: Plan,
      { file, lock }: WrittenPacket,
    ): Promise<Outcome<null, PackProblem>> {
      announceCampaignStep('packed');
      if (creation === null || made === null) return failed({ kind: 'secret-gone' });
      const handedOver = { at: now().toISOString(), how: `file-${lock}`, to: file } as const;
      const noted = history.add(made.accessKey, handedOver, account.sample);
      secrets.markSafe(creation, 'handedOver');
      const closed = await secrets.close(creation, true);
      // The history is only for people to read: if it cannot be written, the packet is still good.
      await noted;
      announceCampaignStep('closed');
      // `secret-gone`: Keydesk was locked during the packing. The secret is closed when it is offered again.
      return closed.ok || closed.problem.kind === 'secret-gone' ? success(null) : closed;
    },
  };
}

export type PackKey = ReturnType<typeof createPackKey>;
