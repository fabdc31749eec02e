/** What the vault holds while a secret is open: enough to offer it again even if the journal lacks the last record. */
export interface StoredSecret {
  readonly keyId: string;
  readonly accessKey: string;
  readonly secretKey: Buffer;
}

/** The vault's entry for an open secret. */
export const secretEntry = (creation: string): string => `secret:${creation}`;

const BREAK = 0x0a;

/** Three lines: none of the three can hold a line break. The caller fills it with zeros when done. */
export function packSecret({ keyId, accessKey, secretKey }: StoredSecret): Buffer {
  return Buffer.concat([Buffer.from(`${keyId}\n${accessKey}\n`), secretKey]);
}

/** Null if the bytes are not what `packSecret` makes. The secret gets a buffer of its own. */
export function unpackSecret(bytes: Buffer): StoredSecret | null {
  const first = bytes.indexOf(BREAK);
  const second = bytes.indexOf(BREAK, first + 1);
  if (first < 1 || second < 0 || second + 1 >= bytes.length) return null;
  return {
    keyId: bytes.toString('utf8', 0, first),
    accessKey: bytes.toString('utf8', first + 1, second),
    secretKey: Buffer.from(bytes.subarray(second + 1)),
  };
}
