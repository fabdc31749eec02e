import { failed, type Outcome, success } from '../../basics/outcome.ts';
import type { LookedUp } from '../../keys/prepare-creation.ts';
import type { Plan } from '../plan.ts';
import type { RotationDone, RotationProblem } from '../rotations.ts';
import type { CampaignHere } from './campaign-book.ts';
import type { CampaignsOptions } from './campaigns.ts';
import type { PackKey, WrittenPacket } from './pack-key.ts';
import { checkFolder } from './packet-folder.ts';
import type { PreviewOptions } from './preview.ts';

export interface MakeAndPackOptions
  extends Pick<CampaignsOptions, 'rotations' | 'book' | 'creations' | 'secrets' | 'vault' | 'report' | 'clock'>,
    Pick<PreviewOptions, 'recipientOf' | 'prescribed'> {
  readonly packKey: PackKey;
}

/**
 * A key that a campaign makes. `number`: its place in the campaign. `replaces`: nobody has the secret of the new key, so it is deleted and
 * made again. `next`: the rotation after this one, if its key is still to be made.
 */
export interface KeyToMake {
  readonly campaign: CampaignHere;
  readonly number: number;
  readonly replaces: boolean;
  readonly next: Plan | null;
}

/** The requests that making one key sends to a domain: for the user, the keys, the creation, and the removal of its tag. */
const REQUESTS = 4;
/** How long a user who was looked up ahead is still taken as current, in milliseconds. */
const OF_NOW = 10_000;

/** Makes one key of a campaign and its packet. At most one secret is in no packet at any time. */
export function createMakeAndPack(options: MakeAndPackOptions) {
  const { rotations, book, packKey, creations, secrets, vault, report, recipientOf, prescribed, clock } = options;
  const { ledger } = rotations;
  /** The previous key, whose packet is in the ledger. Its secret leaves the keychain while the `making` of the next key is written. */
  let before: { readonly creation: string | null; readonly forgotten: RotationDone } | null = null;

  /** The user of the next key, who is looked up while the current key is finished. */
  let ahead: {
    readonly id: string;
    readonly found: Promise<{ readonly at: number; readonly user: LookedUp | null }>;
  } | null = null;

  async function pace({ owner }: Plan, signal: AbortSignal) {
    const domainId = owner.kind === 'user' ? owner.domainId : null;
    for (let sent = 0; sent < REQUESTS; sent += 1) await report.pace(domainId, signal).catch(() => {});
  }

  function lookAhead(plan: Plan, signal: AbortSignal) {
    const look = async () => {
      await pace(plan, signal);
      const user = signal.aborted ? null : await creations.lookAhead(plan.owner).catch(() => null);
      return { at: clock.now(), user };
    };
    ahead = { id: plan.id, found: look() };
  }

  /** The user of this rotation, if looked up ahead; given once. Null: the user was not looked up, or too long ago. */
  async function takeAhead({ id, phase }: Plan): Promise<LookedUp | null> {
    const of = ahead;
    ahead = null;
    if (of?.id !== id || phase !== 'chosen') return null;
    const { at, user } = await of.found;
    return Math.abs(clock.now() - at) < OF_NOW ? user : null;
  }

  /**
   * Writes the packet while the creation ends, which removes the creation tag and notes the key in the journal. The ledger gets the key and
   * its packet together.
   */
  async function makeAndRecord(
    { id }: Plan,
    known: LookedUp | null,
    write: (creation: string) => Promise<Outcome<WrittenPacket, RotationProblem>>,
    onOpen: () => void,
  ): Promise<Outcome<WrittenPacket, RotationProblem>> {
    const opened = Promise.withResolvers<string | null>();
    const writing = opened.promise.then((creation) => (creation === null ? null : write(creation)));
    const making = rotations.steps.make(id, {
      quiet: true,
      room: book.room(id),
      after: before?.forgotten,
      ahead: known,
      async withMade() {
        const packet = await writing.catch(() => null);
        return packet?.ok ? packKey.eventsOf(packet.value) : [];
      },
      onOpen: ({ handle }) => {
        opened.resolve(handle);
        onOpen();
      },
    });
    const made = await making.finally(async () => {
      opened.resolve(null);
      // Only waits: the outcome is read below.
      await writing.catch(() => {});
    });
    const forgotten = (await before?.forgotten) ?? success(null);
    if (!forgotten.ok) return forgotten;
    return made.ok ? ((await writing) ?? failed({ kind: 'secret-gone' })) : made;
  }

  async function writeAndRecord(
    plan: Plan,
    write: (creation: string) => Promise<Outcome<WrittenPacket, RotationProblem>>,
  ) {
    const packet = await write(plan.creation ?? '');
    const recorded = packet.ok ? await packKey.record(plan, packet.value) : packet;
    return recorded.ok ? packet : recorded;
  }

  return {
    async makeAndPack(plan: Plan, { campaign, number, replaces, next }: KeyToMake, signal: AbortSignal): RotationDone {
      const { id, newKey } = plan;
      if (!plan.account.sample && vault.state.kind === 'memory') {
        return failed({ kind: 'vault-failed', reason: vault.state.reason });
      }
      // Checked before the key is made. The recipient is read only once, because the address book may change while the key is made, and the
      // company's policy need not allow the packet for another recipient.
      const recipient = recipientOf(plan.user);
      const allowed = prescribed(newKey, recipient);
      if (!allowed.ok) return allowed;
      const folder = await checkFolder(campaign.folder);
      if (!folder.ok) return folder;
      const forgotten = plan.phase === 'chosen' ? undefined : await before?.forgotten;
      if (forgotten?.ok === false) return forgotten;
      const taken = plan.phase === 'made' ? await creations.take(plan.creation ?? '') : success(false);
      const isMade = taken.ok && taken.value;
      if (!isMade && plan.phase !== 'chosen') {
        if (!replaces) return taken.ok ? failed({ kind: 'secret-gone' }) : taken;
        const removed = await rotations.steps.removeNew(id);
        if (!removed.ok) return removed;
      }
      const known = isMade ? null : await takeAhead(plan);
      if (!isMade && known === null) await pace(plan, signal);
      if (!isMade && signal.aborted) return success(null);
      const write = async (creation: string) => {
        // The policy may have changed since. The secret stays in the keychain then.
        const stillAllowed = prescribed(newKey, recipient);
        return stillAllowed.ok ? packKey.write(plan, creation, campaign, { number, recipient }) : stillAllowed;
      };
      const packet = await (isMade
        ? writeAndRecord(plan, write)
        : makeAndRecord(plan, known, write, () => next && lookAhead(next, signal)));
      if (!packet.ok) return packet;
      const made = ledger.plan(id);
      if (made === null) return failed({ kind: 'rotation-unknown' });
      before = { creation: made.creation, forgotten: packKey.forget(made, packet.value) };
      // Avoids an unhandled rejection. Those who wait for `forgotten` still get the error.
      before.forgotten.catch(() => {});
      return success(null);
    },

    /** Gives the open secret of this rotation back if it is in no packet: while it is open, no other key can be made. */
    giveBack(id: string): void {
      const creation = ledger.plan(id)?.creation ?? null;
      if (creation !== null && creation !== before?.creation) secrets.giveBack(creation);
    },

    /** True if this secret is packed, and is leaving the keychain now. */
    isForgetting: (creation: string) => creation === before?.creation,

    /** Closes the open secret if its packet is in the ledger: after a crash, the lock, or a closing that failed. */
    async forgetPacked(): RotationDone {
      const open = secrets.current();
      const plan = open && ledger.plans().find(({ creation, how }) => how === 'packet' && creation === open.handle);
      const isPacked = plan && plan.phase !== 'made' && book.packet(plan.id) !== null;
      return open && isPacked ? secrets.close(open.handle, true) : success(null);
    },

    /** Waits until the last key is finished, and returns its outcome once. */
    async settled(): RotationDone {
      const last = before;
      ahead = null;
      const forgotten = await last?.forgotten.finally(() => {
        secrets.giveBack(last.creation ?? '');
        if (before === last) before = null;
      });
      return forgotten ?? success(null);
    },
  };
}
