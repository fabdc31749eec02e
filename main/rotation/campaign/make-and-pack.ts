import { failed, type Outcome, success } from '../../basics/outcome.ts';
import type { LookedUp } from '../../keys/prepare-creation.ts';
import type { Plan } from '../plan.ts';
import type { RotationDone, RotationProblem } from '../rotation-contract.ts';
import type { CampaignHere } from './campaign-book.ts';
import type { CampaignsOptions } from './campaign-contract.ts';
import type { PackKey, WrittenPacket } from './pack-key.ts';
import { checkFolder } from './packet-folder.ts';
import type { PacketRules } from './packet-rules.ts';

interface MakeAndPackOptions
  extends Pick<CampaignsOptions, 'rotations' | 'book' | 'creations' | 'secrets' | 'vault' | 'report'> {
  readonly packetRules: PacketRules;
  readonly packKey: PackKey;
  /** Epoch milliseconds. */
  readonly now: () => number;
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

/** The user of the next key, who is looked up while the current key is finished. */
function createLookedUpUser({ creations, report, now }: Pick<MakeAndPackOptions, 'creations' | 'report' | 'now'>) {
  let ahead: { readonly id: string; readonly found: ReturnType<typeof lookUp> } | null = null;

  async function pace({ owner }: Plan, signal: AbortSignal) {
    const domainId = owner.kind === 'user' ? owner.domainId : null;
    for (let sent = 0; sent < REQUESTS; sent += 1) await report.pace(domainId, signal).catch(() => {});
  }

  async function lookUp(plan: Plan, signal: AbortSignal) {
    await pace(plan, signal);
    const user = signal.aborted ? null : await creations.lookAhead(plan.owner).catch(() => null);
    return { at: now(), user };
  }

  return {
    begin(plan: Plan, signal: AbortSignal) {
      ahead = { id: plan.id, found: lookUp(plan, signal) };
    },

    /** Waits until this rotation's key may be made. Gives its user, once. Null: the user was not looked up, or too long ago. */
    async take(plan: Plan, signal: AbortSignal): Promise<LookedUp | null> {
      const last = ahead;
      ahead = null;
      const found = last?.id === plan.id && plan.phase === 'chosen' ? await last.found : null;
      if (found?.user && Math.abs(now() - found.at) < OF_NOW) return found.user;
      await pace(plan, signal);
      return null;
    },

    drop() {
      ahead = null;
    },
  };
}

/** The key that was made last, whose packet is in the ledger. Its secret leaves the keychain while the next key is begun. */
function createLastKey({ packKey, secrets }: Pick<MakeAndPackOptions, 'packKey' | 'secrets'>) {
  let last: { readonly creation: string | null; readonly forgotten: RotationDone } | null = null;

  return {
    begin(made: Plan, packet: WrittenPacket) {
      last = { creation: made.creation, forgotten: packKey.forget(made, packet) };
      // Avoids an unhandled rejection. Those who wait for `forgotten` still get the error.
      last.forgotten.catch(() => {});
    },

    isOf: (creation: string) => creation === last?.creation,

    /** Resolves when its secret has left the keychain. */
    forgotten: (): RotationDone => last?.forgotten ?? Promise.resolve(success(null)),

    /** Waits until its secret has left the keychain, and returns the outcome once. */
    async settled(): RotationDone {
      const key = last;
      const forgotten = await key?.forgotten.finally(() => {
        secrets.giveBack(key.creation ?? '');
        if (last === key) last = null;
      });
      return forgotten ?? success(null);
    },
  };
}

type Packed = Outcome<WrittenPacket, RotationProblem>;
type WritePacket = (creation: string) => Promise<Packed>;

/** Makes one key of a campaign and its packet. At most one secret is in no packet at any time. */
export function createMakeAndPack(options: MakeAndPackOptions) {
  const { rotations, book, packetRules, packKey, creations, secrets, vault, report, now } = options;
  const { ledger, steps } = rotations;
  const lookedUpUser = createLookedUpUser({ creations, report, now });
  const lastKey = createLastKey({ packKey, secrets });

  /**
   * Writes the packet while the creation ends, which removes the creation tag and notes the key in the journal. The ledger gets the key and
   * its packet together.
   */
  async function makeAndRecord({ id }: Plan, user: LookedUp | null, write: WritePacket, onOpen: () => void) {
    const opened = Promise.withResolvers<string | null>();
    const writing = opened.promise.then((creation) => (creation === null ? null : write(creation)));
    const forgotten = lastKey.forgotten();
    const making = steps.make(id, {
      quiet: true,
      room: book.room(id),
      after: forgotten,
      ahead: user,
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
    const before = await forgotten;
    if (!before.ok) return before;
    return made.ok ? ((await writing) ?? failed({ kind: 'secret-gone' } as const)) : made;
  }

  /** The secret leaves the keychain while the campaign goes on with the next key. */
  function finish(id: string, packet: Packed): Outcome<null, RotationProblem> {
    if (!packet.ok) return packet;
    const made = ledger.plan(id);
    if (made === null) return failed({ kind: 'rotation-unknown' });
    lastKey.begin(made, packet.value);
    return success(null);
  }

  return {
    async makeAndPack(plan: Plan, { campaign, number, replaces, next }: KeyToMake, signal: AbortSignal): RotationDone {
      const { id, newKey } = plan;
      if (!plan.account.sample && vault.state.kind === 'memory') {
        return failed({ kind: 'vault-failed', reason: vault.state.reason });
      }
      // Checked before the key is made. The recipient is read only once, because the address book may change while the key is made, and the
      // company's policy need not allow the packet for another recipient.
      const recipient = packetRules.recipientOf(plan.user);
      const allowed = packetRules.check(newKey, recipient);
      if (!allowed.ok) return allowed;
      const folder = await checkFolder(campaign.folder);
      if (!folder.ok) return folder;
      const write: WritePacket = async (creation) => {
        // The policy may have changed since. The secret stays in the keychain then.
        const stillAllowed = packetRules.check(newKey, recipient);
        return stillAllowed.ok ? packKey.write(plan, creation, campaign, { number, recipient }) : stillAllowed;
      };
      if (plan.phase !== 'chosen') {
        const forgotten = await lastKey.forgotten();
        if (!forgotten.ok) return forgotten;
        const taken = plan.phase === 'made' ? await creations.take(plan.creation ?? '') : success(false);
        if (!taken.ok) return taken;
        if (taken.value) {
          const packet = await write(plan.creation ?? '');
          const recorded = packet.ok ? await packKey.record(plan, packet.value) : packet;
          return finish(id, recorded.ok ? packet : recorded);
        }
        if (!replaces) return failed({ kind: 'secret-gone' });
        const removed = await steps.removeNew(id);
        if (!removed.ok) return removed;
      }
      const user = await lookedUpUser.take(plan, signal);
      if (signal.aborted) return success(null);
      return finish(id, await makeAndRecord(plan, user, write, () => next && lookedUpUser.begin(next, signal)));
    },

    /** Gives the open secret of this rotation back if it is in no packet: while it is open, no other key can be made. */
    giveBack(id: string): void {
      const creation = ledger.plan(id)?.creation ?? null;
      if (creation !== null && !lastKey.isOf(creation)) secrets.giveBack(creation);
    },

    /** True if this secret is packed, and is leaving the keychain now. */
    isForgetting: lastKey.isOf,

    /** Closes the open secret if its packet is in the ledger: after a crash, the lock, or a closing that failed. */
    async forgetPacked(): RotationDone {
      const open = secrets.current();
      const plan = open && ledger.plans().find(({ creation, how }) => how === 'packet' && creation === open.handle);
      const isPacked = plan && plan.phase !== 'made' && book.packet(plan.id) !== null;
      return open && isPacked ? secrets.close(open.handle, true) : success(null);
    },

    /** Waits until the last key is finished, and returns its outcome once. */
    settled(): RotationDone {
      lookedUpUser.drop();
      return lastKey.settled();
    },
  };
}

export type MakeAndPack = ReturnType<typeof createMakeAndPack>;
