/**
 * The events of campaigns. Rotations ignore these lines; `campaign-book.ts` reads them. In a line `campaign-…`, `plan` is the campaign. In
 * the other lines, `plan` is a rotation of a campaign.
 */
export type CampaignEvent =
  | {
      readonly event: 'campaign-begun';
      readonly purpose: 'rotate' | 'create';
      /** The folder of the packets; null on a computer that has taken the campaign over. */
      readonly folder: string | null;
      readonly drafts: boolean;
      /** Lines of the preview for which no key is made. Older ledgers do not have this number. */
      readonly leftOut?: number;
    }
  /** The words of its passphrases have left the keychain: the recipients have them. */
  | { readonly event: 'campaign-words-told' }
  /** The campaign's rotations are paused before this line, and the file is written after it. */
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
