import type { OpenSecret, SecretOrigin } from '../../../bridge/values/secret.ts';
import { formatMoment, instantOf } from '../../ui/dates.ts';

/** The title of the dialog, by the origin of the secret key. */
export const secretTitle = (origin: SecretOrigin): string =>
  ({ generated: 'Generate secret key', received: 'Received secret key', typed: 'Typed-in secret key' })[origin.kind];

/** The words after the name of the key: "for Grace Hopper", "from Ada Byron". Empty: unknown. */
export const secretLead = ({ origin, own, ownerName }: Pick<OpenSecret, 'origin' | 'own' | 'ownerName'>): string => {
  if (origin.kind === 'received') return origin.sender === null ? '' : `from ${origin.sender}`;
  if (origin.kind === 'typed') return '';
  return own ? `for ${ownerName}, yourself` : `for ${ownerName}`;
};

/** "ci" for the user's own key, else "ci for Grace Hopper". */
export const keyAndOwner = ({ keyName, ownerName, own }: Pick<OpenSecret, 'keyName' | 'ownerName' | 'own'>): string =>
  own ? keyName : `${keyName} for ${ownerName}`;

interface SecretWarning {
  readonly tone: 'warning' | 'neutral';
  readonly text: string;
}

/** How long the secret key is available, and when it is lost. `resumed`: the secret was shown before. */
export const secretWarning = (
  { origin, keyName }: Pick<OpenSecret, 'origin' | 'keyName'>,
  resumed: boolean,
): SecretWarning => {
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
  const first = resumed
    ? `The secret key of ${keyName} is still open: store it, then close it.`
    : 'This is the only time the secret key is shown.';
  return { tone: 'warning', text: `${first} It cannot be retrieved again after you close this dialog.` };
};

/**
 * True if Close needs no question: the secret key is stored elsewhere, can be opened again from its file, or is on the
 * clipboard. A secret on the clipboard can be shown again until the countdown ends.
 */
export const closesAtOnce = (secret: OpenSecret, acknowledged: boolean, onClipboard: boolean): boolean =>
  onClipboard || acknowledged || secret.handedOver || secret.saved || secret.origin.kind === 'received';

interface CloseQuestionWords {
  readonly title: string;
  /** What is lost, in one or two sentences. */
  readonly lost: readonly string[];
  /** The word on the button that closes anyway. */
  readonly lose: string;
}

type ToClose = Pick<OpenSecret, 'keyName' | 'ownerName' | 'own' | 'origin' | 'copied' | 'wordsUntold'>;

/** The question of Close, and what would be lost. */
export const closeQuestionWords = (secret: ToClose): CloseQuestionWords => {
  const { keyName, ownerName, origin, copied, wordsUntold } = secret;
  const title = 'Close without storing the secret key?';
  const lose = 'Close and lose the secret key';
  const ofWhom = keyAndOwner(secret);
  const useless = `Without it the key ${keyName} is of no use, and still counts towards the limit until it is deleted.`;
  if (wordsUntold) {
    return {
      title: 'Close before the words are told?',
      lost: [
        `What you have made for ${ownerName} opens with its ten words alone. Keydesk forgets them when you close. Then nobody can read the secret key of ${keyName} from it.`,
        useless,
      ],
      lose,
    };
  }
  if (copied) {
    const stored = `The secret key of ${ofWhom} was copied, and is no longer on the clipboard. Have you pasted it where you store it?`;
    const lost = 'If not, go back and copy it again: it cannot be retrieved after closing.';
    return { title: 'Is the secret key stored?', lost: [stored, lost], lose: 'It is stored: close' };
  }
  if (origin.kind === 'typed') {
    const again = `Keydesk forgets the secret key of ${keyName}. To have it again, it must be typed in again.`;
    return { title, lost: [again], lose };
  }
  return { title, lost: [`The secret key of ${ofWhom} cannot be retrieved again.`, useless], lose };
};

/** "22 Nov 2026 at 14:05", or the text of the file if it is no instant. */
export const sentWords = (sentAt: string | null): string | null => {
  const ms = instantOf(sentAt);
  return ms === null ? sentAt : formatMoment(ms);
};

/** What a handed-over file says about its key, as pairs of label and text. Missing facts are left out. */
export const receivedFacts = (origin: SecretOrigin): readonly (readonly [string, string])[] => {
  if (origin.kind !== 'received') return [];
  const facts = [
    ['From', origin.sender],
    ['Sent', sentWords(origin.sentAt)],
    ['Tenancy', origin.tenancy],
    ['Replaces', origin.replaces],
    ['File', origin.file],
    ['Note', origin.note],
  ] as const;
  return facts.flatMap(([label, text]) => (text === null || text === '' ? [] : [[label, text] as const]));
};
