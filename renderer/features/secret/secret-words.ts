import type { OpenSecret, SecretOrigin } from '../../../bridge/values/secret.ts';
import { formatDay, formatTime, instantOf } from '../../ui/dates.ts';

/** What the dialog is called, by where the secret key came from. */
export const secretTitle = (origin: SecretOrigin): string =>
  ({ generated: 'Generate secret key', received: 'Received secret key', typed: 'Typed-in secret key' })[origin.kind];

/** What stands after the name of the key, under the title: "for Grace Hopper", "from Ada Byron"; empty: nothing is known. */
export const secretLead = ({ origin, own, ownerName }: Pick<OpenSecret, 'origin' | 'own' | 'ownerName'>): string => {
  if (origin.kind === 'received') return origin.sender === null ? '' : `from ${origin.sender}`;
  if (origin.kind === 'typed') return '';
  return own ? 'for yourself' : `for ${ownerName}`;
};

export interface SecretWarning {
  readonly tone: 'warning' | 'neutral';
  readonly text: string;
}

/** How long the secret key can be had, and what ends it. */
export const secretWarning = (origin: SecretOrigin): SecretWarning => {
  if (origin.kind === 'received') {
    return {
      tone: 'neutral',
      text: 'Keydesk forgets this secret key when you close this dialog. It can be opened again from its file, for as long as you keep that.',
    };
  }
  if (origin.kind === 'typed') {
    return {
      tone: 'warning',
      text: 'Keydesk forgets this secret key when you close this dialog. Copy it, or keep it where it is needed.',
    };
  }
  return {
    tone: 'warning',
    text: 'This is the only time the secret key is shown. It cannot be retrieved again after you close this dialog.',
  };
};

/** Close asks first, unless the secret key is somewhere else by now, or can be opened again from its file. */
export const closesAtOnce = (secret: OpenSecret, acknowledged: boolean): boolean =>
  secret.copied || acknowledged || secret.handedOver || secret.kept || secret.origin.kind === 'received';

/** "22 Nov 2026 at 14:05", or what the file says, where that is no instant. */
export const sentWords = (sentAt: string | null): string | null => {
  const ms = instantOf(sentAt);
  return ms === null ? sentAt : `${formatDay(ms)} at ${formatTime(ms)}`;
};

/** What a handed-over file says of its key, as label and text; what it does not say is left out. */
export const receivedFacts = (origin: SecretOrigin): readonly (readonly [string, string])[] => {
  if (origin.kind !== 'received') return [];
  const facts = [
    ['From', origin.sender],
    ['Sent', sentWords(origin.sentAt)],
    ['Tenancy', origin.tenancy],
    ['File', origin.file],
    ['Note', origin.note],
  ] as const;
  return facts.flatMap(([label, text]) => (text === null || text === '' ? [] : [[label, text] as const]));
};
