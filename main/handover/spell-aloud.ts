import type { SpelledGroup } from '../../bridge/values/handover.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import type { PolicyRules, Prescribed } from '../policy/policy-rules.ts';
import type { SecretGone, Secrets } from '../secret/secret-contract.ts';
import { checkWords } from './check-words.ts';
import type { RecordHandover, Unrecorded } from './record-handover.ts';
import { GROUP, wordFor } from './spelling.ts';
import { charactersAt, countCharacters } from './utf8-characters.ts';

interface SpellAloudOptions {
  readonly secrets: Pick<Secrets, 'lend' | 'hideFromCapture'>;
  readonly policy: PolicyRules;
  readonly record: RecordHandover;
}

/** The secret for the telephone, one group at a time: only the group that the person reads now leaves main. */
export function createSpellAloud({ policy, secrets, record }: SpellAloudOptions) {
  return {
    /** An index after the end gives the last group, so one press too many changes nothing. */
    async group(handle: string, index: number): Promise<Outcome<SpelledGroup, Prescribed | SecretGone>> {
      const allowed = policy.checkWay('spelled');
      if (!allowed.ok) return allowed;
      return secrets.lend(handle, (secret) => {
        const total = Math.ceil(countCharacters(secret) / GROUP);
        const shown = Math.min(index, total - 1);
        const characters = charactersAt(secret, shown * GROUP, GROUP);
        // Security line 23: the group is about to be readable on the screen. The page says when it no longer shows it.
        secrets.hideFromCapture(true);
        return {
          index: shown,
          total,
          characters: characters.map((character) => ({ character, word: wordFor(character) })),
          check: checkWords(secret),
        };
      });
    },
    /** The other side has compared the check words: the secret counts as handed over. */
    async finish(handle: string): Promise<Outcome<Unrecorded, Prescribed | SecretGone>> {
      const allowed = policy.checkWay('spelled');
      if (!allowed.ok) return allowed;
      const lent = await secrets.lend(handle, (_secret, open) => open);
      return lent.ok ? success(await record(lent.value, 'spelled', null)) : lent;
    },
  };
}
