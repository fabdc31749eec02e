import type { HandoverRecord } from '../../../bridge/values/keys.ts';
import { agoWords, formatMoment, instantOf } from '../../ui/dates.ts';

const withTarget = (words: string, target: string | null) => (target === null ? words : `${words} ${target}`);

/**
 * "E-mail draft for grace@acme.example": how a secret key was handed over, and for whom. For a file,
 * its recipient or its name. For a draft, nothing about sending: only the mail program knows.
 */
export const handoverWords = ({ how, to }: Pick<HandoverRecord, 'how' | 'to'>): string => {
  switch (how) {
    case 'file-recipient':
      return `Handed over as a file for ${to ?? 'a public key'}`;
    case 'file-passphrase':
      return `${withTarget('Handed over as the file', to)}, with a passphrase`;
    case 'mail-recipient':
      return withTarget('E-mail draft', to && `for ${to}`);
    case 'mail-passphrase':
      return `${withTarget('E-mail draft', to && `for ${to}`)}, with a passphrase`;
    case 'print':
      return 'Printed';
    case 'spelled':
      return 'Read aloud';
  }
};

/** The latest handover, for the row of the key: "Printed, 2 min ago". Null: there was none on this computer. */
export const lastHandover = (history: readonly HandoverRecord[], now: number): string | null => {
  const last = history.at(-1);
  if (last === undefined) return null;
  const ms = instantOf(last.at);
  return ms === null ? handoverWords(last) : `${handoverWords(last)}, ${agoWords(ms, now)}`;
};

/** "22 Nov 2026 at 14:05". Empty for an unreadable time. */
export const handoverTime = (at: string): string => {
  const ms = instantOf(at);
  return ms === null ? '' : formatMoment(ms);
};
