import { type Outcome, success } from '../../basics/outcome.ts';
import { escaped, printedPage } from '../../basics/printed-page.ts';
import { makeWords, passphraseOf } from '../../handover/passphrase.ts';
import type { Vault, VaultProblem } from '../../vault/vault.ts';
import type { PacketLock } from './packet.ts';

/** The vault's entry for the words that open a packet, until its recipient has them. */
const entryOf = (rotation: string) => `words:${rotation}`;

/**
 * The words of packets that only a passphrase opens. They are put into the vault before the packet is written, since afterwards only the
 * packet has the secret. They are removed when the receipt has come, or when the person says that all recipients have their words. They are
 * never in the folder of the packets.
 */
export function createPacketWords(vault: Vault, workFactor: number | undefined) {
  return {
    /** Makes new words, and returns the lock that they open once the vault has them. */
    async makeLock(rotation: string): Promise<Outcome<PacketLock, VaultProblem>> {
      const words = passphraseOf(makeWords());
      const put = await vault.put(entryOf(rotation), words);
      if (put.ok) return success({ kind: 'passphrase', words, workFactor });
      words.fill(0);
      return put;
    },
    /** Null: the vault does not have them, or no longer. */
    async read(rotation: string) {
      const found = await vault.get(entryOf(rotation));
      if (!found.ok) return found;
      const words = found.value?.toString('latin1').split('-') ?? null;
      found.value?.fill(0);
      return success(words);
    },
    remove: (rotation: string) => vault.remove(entryOf(rotation)),
  };
}

export type PacketWords = ReturnType<typeof createPacketWords>;

interface WordsSheet {
  readonly displayName: string;
  readonly userName: string;
  readonly file: string;
  readonly words: readonly string[];
}

/** A page for each recipient, to be cut off and handed to that person by another way than the packet. */
export const printedWords = (sheets: readonly WordsSheet[]): string =>
  printedPage(
    'Keydesk passphrases',
    sheets
      .map(
        ({ displayName, userName, file, words }) => `<article class="passphrase">
<p class="mark">Keydesk</p>
<h1>Passphrase <span>for ${escaped(displayName)}</span></h1>
<p class="warning"><strong>For ${escaped(userName)} alone.</strong> With the file ${escaped(file)} these words give a secret key of Oracle Cloud.
Never send both by the same way. Destroy this sheet once the file is open.</p>
<ol>${words.map((word) => `<li>${escaped(word)}</li>`).join('')}</ol>
<p>In Keydesk: File, Open Handed-Over File… With the age program: the ten words in small letters, with a hyphen between each two.</p>
</article>`,
      )
      .join('\n'),
  );
