/**
 * What the ledger says of many keys beside the rotation of each. The rotations pass over these lines; `campaign-book.ts` reads them.
 * `campaign-…`: the line's plan is the campaign. The others are about the rotation of the line.
 */
export type CampaignEvent =
  | {
      readonly event: 'campaign-begun';
      readonly purpose: 'rotate' | 'create';
      /** Of the packets; null on a computer that has taken the campaign over. */
      readonly folder: string | null;
      readonly drafts: boolean;
      /** Lines of the preview for which no key is made. Ledgers of before have no such number. */
      readonly leftOut?: number;
    }
  /** The words of its passphrases have left the keychain: the recipients have them. */
  | { readonly event: 'campaign-words-told' }
  /** Its rotations are paused before; the file is written after. */
  | { readonly event: 'campaign-handed-over'; readonly to: string; readonly sha256: string }
  /** The file was not written after all; or the person has said that no colleague goes on with it. */
  | { readonly event: 'campaign-kept' }
  | { readonly event: 'campaign-taken-over'; readonly from: string | null; readonly sha256: string }
  /** The person has agreed to delete this other key of the user first. */
  | { readonly event: 'room-agreed' }
  /** The new key: its packet is on the disk, and was read back. `receipt` is the hash of the code inside. */
  | {
      readonly event: 'packed';
      readonly file: string;
      readonly sha256: string;
      readonly lock: 'recipient' | 'passphrase';
      readonly receipt: string;
    };
