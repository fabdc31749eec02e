import type { Recipient } from '../../../bridge/values/handover.ts';
import type { GenerateRequest } from '../../../bridge/values/secret.ts';
import type { AddressBook } from '../../handover/address-book.ts';
import type { PolicyRules } from '../../policy/policy-rules.ts';

/** For whom the packet of a user's key is encrypted, and what company policy says of it. */
export function createPacketRules(
  addressBook: Pick<AddressBook, 'state'>,
  policy: Pick<PolicyRules, 'checkWay' | 'checkNewKey'>,
  now: () => number,
) {
  return {
    /** The user's public key; of several, the one that was added last. Null: none is known, and words open the packet. */
    recipientOf: (userOcid: string | null): Recipient | null =>
      addressBook
        .state()
        .filter((each) => each.userOcid === userOcid)
        .toSorted((a, b) => b.addedAt.localeCompare(a.addedAt))[0] ?? null,
    check(newKey: GenerateRequest, recipient: Recipient | null) {
      const way = policy.checkWay(recipient === null ? 'file-passphrase' : 'file-recipient');
      return way.ok ? policy.checkNewKey(newKey, now()) : way;
    },
  };
}

export type PacketRules = ReturnType<typeof createPacketRules>;
