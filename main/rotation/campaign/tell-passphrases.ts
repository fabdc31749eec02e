import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { noKey } from '../ledger-line.ts';
import { isShown } from '../plan-row.ts';
import type { RotationOfAnother } from '../rotation-contract.ts';
import type { CampaignFacts } from './campaign-book.ts';
import type { CampaignsOptions } from './campaign-contract.ts';
import { type PacketWords, printedWords } from './packet-words.ts';

export type CampaignGone = { readonly kind: 'campaign-unknown' };
export type WordsGone = { readonly kind: 'packet-words-gone'; readonly userName: string };

interface TellPassphrasesOptions
  extends Pick<CampaignsOptions, 'rotations' | 'book' | 'accounts' | 'system' | 'ask' | 'locked'> {
  readonly words: PacketWords;
  readonly find: (campaign: string) => Outcome<CampaignFacts, CampaignGone | RotationOfAnother>;
}

const FORGOTTEN =
  'They leave the keychain. A packet whose words its recipient does not have can never be opened again.';

/** The passphrases of packets, for the person who tells them to the recipients: printed, shown, and in the end forgotten. */
export function createTellPassphrases(options: TellPassphrasesOptions) {
  const { rotations, book, words, find, accounts, system, ask, locked } = options;
  const { ledger } = rotations;

  return {
    /** A page for each recipient whose packet only a passphrase opens. */
    async printWords(campaign: string) {
      const found = find(campaign);
      if (!found.ok) return found;
      const sheets = [];
      for (const { id, displayName, userName, phase } of ledger.plans().filter((plan) => plan.campaign === campaign)) {
        const packet = book.packet(id);
        if (packet?.lock !== 'passphrase' || phase !== 'handed-over') continue;
        const read = await words.read(id);
        if (!read.ok) return read;
        if (read.value !== null) sheets.push({ displayName, userName, file: packet.file, words: read.value });
      }
      // While the keychain was read, Keydesk may have been locked: then nothing is printed.
      if (locked.state() || sheets.length === 0) return failed<WordsGone>({ kind: 'packet-words-gone', userName: '' });
      return system.print(printedWords(sheets));
    },

    async showWords(rotation: string) {
      const plan = ledger.plan(rotation);
      const read = await words.read(rotation);
      if (!read.ok) return read;
      const isKnown = plan !== null && isShown(plan, accounts.current());
      if (!isKnown || read.value === null)
        return failed<WordsGone>({ kind: 'packet-words-gone', userName: plan?.userName ?? '' });
      return success({ userName: plan.userName, keyName: plan.newKey.name, words: read.value });
    },

    /** Security: a packet that only these words open is lost with them. So the system's dialog asks, which no page can answer. */
    async forgetWords(campaign: string) {
      const found = find(campaign);
      if (!found.ok) return found;
      const withWords = ledger
        .plans()
        .filter((plan) => plan.campaign === campaign && book.packet(plan.id)?.lock === 'passphrase');
      const unopened = withWords.filter(({ phase }) => phase === 'handed-over').length;
      const message = unopened === 1 ? 'Forget 1 passphrase?' : `Forget ${unopened} passphrases?`;
      const isWanted = unopened === 0 || (await ask({ message, detail: FORGOTTEN, button: 'Forget' }));
      if (!isWanted || locked.state()) return success(null);
      for (const { id } of withWords) {
        const removed = await words.remove(id);
        if (!removed.ok) return removed;
      }
      return ledger.append({ plan: campaign, ...noKey, event: 'campaign-words-told' });
    },
  };
}
