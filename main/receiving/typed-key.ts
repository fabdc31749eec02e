import type { TypedCheck, TypedKey } from '../../bridge/values/handover.ts';
import type { OpenSecret } from '../../bridge/values/secret.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { printable } from '../basics/printable.ts';
import { checkWords } from '../handover/check-words.ts';
import { countCharacters } from '../handover/utf8-characters.ts';
import { isAccessKey, whyNoSecret } from '../secret/key-form.ts';
import { type SecretBusy, secretBusy } from '../secret/secret-busy.ts';
import type { Secrets } from '../secret/secret-contract.ts';

/** What was typed is not a key. */
type TypedInvalid = {
  readonly kind: 'typed-invalid';
  readonly why:
    | 'no-secret'
    | 'no-access-key'
    | 'too-long'
    | 'secret-characters'
    | 'access-key-characters'
    | 'name-characters'
    | 'same';
};
export type TypedProblem = TypedInvalid | SecretBusy;

/** Groups are typed with spaces between them, or without: white space never belongs to a key. */
const withoutSpace = (text: string) => text.replace(/\s+/gu, '');

/** The check words of what has been typed so far, as the other side reads them out, or as the printed sheet shows them by line. */
export function checkTyped(text: string): TypedCheck {
  const bytes = Buffer.from(withoutSpace(text));
  const checked = { length: countCharacters(bytes), check: bytes.length === 0 ? ([] as const) : checkWords(bytes) };
  bytes.fill(0);
  return checked;
}

interface OpenTypedOptions {
  readonly secrets: Pick<Secrets, 'inTheWay' | 'open'>;
  readonly newId: () => string;
  /** The name of a key that is being made now, whose dialog is about to open. */
  readonly making?: () => string | null;
}

const NO_SECRET = { empty: 'no-secret', 'too-long': 'too-long', characters: 'secret-characters' } as const;

function whyInvalid(name: string, accessKey: string, secretKey: Buffer): TypedInvalid['why'] | null {
  if (accessKey === '') return 'no-access-key';
  if (!isAccessKey(accessKey)) return 'access-key-characters';
  const why = whyNoSecret(secretKey);
  if (why !== null) return NO_SECRET[why];
  if (printable(name) !== name) return 'name-characters';
  return secretKey.equals(Buffer.from(accessKey)) ? 'same' : null;
}

/**
 * Opens a key that was spelled to this person, or typed from a sheet, in the one-time dialog. It is in memory alone, since it can be typed
 * again. Oracle is not asked, so the first use shows whether the key works.
 */
export function createOpenTyped({ secrets, newId, making = () => null }: OpenTypedOptions) {
  return async function openTyped(typed: TypedKey): Promise<Outcome<OpenSecret, TypedProblem>> {
    const busy = secretBusy(making(), secrets.inTheWay());
    if (busy !== null) return failed(busy);
    const accessKey = withoutSpace(typed.accessKey);
    const secretKey = Buffer.from(withoutSpace(typed.secretKey));
    const name = typed.name.trim();
    const why = whyInvalid(name, accessKey, secretKey);
    if (why !== null) {
      secretKey.fill(0);
      return failed({ kind: 'typed-invalid', why });
    }
    const details = {
      handle: newId(),
      keyId: accessKey,
      keyName: name === '' ? accessKey : name,
      ownerName: '',
      ownerIdentity: null,
      ownerOcid: null,
      own: true,
      accessKey,
      origin: { kind: 'typed' as const },
      home: { owner: null, account: null, place: null },
      onClosing: async () => success(null),
      onClosed: async () => {},
    };
    // The secrets take the buffer over, and fill it with zeros at close.
    return success(await secrets.open(details, secretKey, 'memory'));
  };
}

export type OpenTyped = ReturnType<typeof createOpenTyped>;
