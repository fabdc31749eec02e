import { printableInOneLine } from '../basics/printable.ts';

/** What a draft says. Nothing in it is secret, apart from the content of the attachment, which is encrypted. */
export interface MailDraft {
  /** Null: the person fills it in. */
  readonly to: string | null;
  readonly toName: string;
  readonly keyName: string;
  /** The old key that this key replaces, in words; null: none. */
  readonly replaces: string | null;
  readonly sender: string | null;
  /** `ssh`: the file is encrypted for an SSH public key, and only the program `age` opens it. */
  readonly lock: 'recipient' | 'ssh' | 'passphrase';
  /** The file has a receipt code, which the recipient is to send back. */
  readonly asksForReceipt?: boolean;
  readonly attachment: { readonly name: string; readonly bytes: Buffer };
  readonly date: Date;
}

/** Trimmed first: a byte order mark counts as white space, and would become its number. */
const oneLine = (text: string) => printableInOneLine(text.trim()).trim();

/** An address that mail programs take; null for any other text of the directory, and then the draft has no address. */
export const mailAddress = (text: string | null): string | null =>
  text !== null && text.length <= 254 && /^[^\s@<>()[\],;:"\\\p{Cc}]+@[^\s@<>()[\],;:"\\\p{Cc}]+$/u.test(text)
    ? text
    : null;

function covering({ toName, keyName, replaces, sender, lock, attachment, asksForReceipt = false }: MailDraft): string {
  const file = attachment.name;
  const opening =
    lock === 'ssh'
      ? [
          'It is encrypted for your SSH key: your private key alone opens it, with the age program (https://age-encryption.org):',
          '',
          `    age -d -i ~/.ssh/id_ed25519 ${file}`,
          '',
          'Name the file of your own private key in the place of ~/.ssh/id_ed25519.',
        ]
      : lock === 'recipient'
        ? [
            'It is encrypted for your public key (your “handover address”): your private key alone opens it.',
            '',
            `With Keydesk: File > Open Handed-Over File…, and choose ${file}.`,
            'Without it, with the age program (https://age-encryption.org):',
            '',
            `    age -d -i YOUR-KEY-FILE ${file}`,
          ]
        : [
            'It is encrypted with a passphrase, which you are told by another way: by telephone, say. It is not in this message.',
            '',
            `With Keydesk: File > Open Handed-Over File…, and choose ${file}.`,
            'Without it, with the age program (https://age-encryption.org):',
            '',
            `    age -d ${file}`,
            '',
            'It asks for the passphrase: the ten words in small letters, with a hyphen between each two.',
          ];
  return [
    toName === '' ? 'Hello,' : `Hello ${oneLine(toName)},`,
    '',
    `attached is your customer secret key “${oneLine(keyName)}” for Oracle Cloud Object Storage.`,
    ...(replaces === null ? [] : [`It replaces your key ${oneLine(replaces)}.`]),
    ...opening,
    ...(asksForReceipt
      ? [
          '',
          'Then answer this message with the receipt code that stands in the file. It is not secret, and shows that the key arrived.',
        ]
      : []),
    '',
    'Once you have stored the key, delete this message and the file.',
    ...(sender === null ? [] : ['', oneLine(sender)]),
    '',
  ].join('\n');
}

/**
 * The draft as an `.eml` file (RFC 5322), which mail programs open. A mail program that knows `X-Unsent` opens the file for writing. The
 * mail program fills in From. Nothing is sent.
 */
export async function composeDraft(draft: MailDraft): Promise<Buffer> {
  // Loaded when it is used. This CommonJS module has its export as `default`.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const { to, toName, keyName, attachment, date } = draft;
  const address = mailAddress(to);
  const composer = new MailComposer({
    ...(address === null ? {} : { to: { name: oneLine(toName), address } }),
    subject: `Customer secret key ${oneLine(keyName)}`,
    date,
    headers: { 'X-Unsent': '1' },
    text: covering(draft),
    // RFC 5322 knows no line end but CR LF, and some mail programs show bare LFs as one long line.
    newline: 'windows',
    attachments: [
      {
        filename: attachment.name,
        content: attachment.bytes,
        contentType: 'application/octet-stream',
        encoding: 'base64',
      },
    ],
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
