/** The parts of `Authorization: Signature version="1",headers="...",keyId="...",algorithm="rsa-sha256",signature="..."`. */
export interface Authorization {
  readonly keyId: string;
  /** In lower case, in the order in which they were signed. */
  readonly headers: readonly string[];
  readonly signature: Buffer;
}

const parameter = /([A-Za-z]+)\s*=\s*"([^"]*)"/;
const wellFormed = new RegExp(`^Signature\\s+${parameter.source}(?:\\s*,\\s*${parameter.source})*\\s*$`);

/** Reads the header strictly. Returns a sentence if something is wrong with it. */
export function parseAuthorization(header: string | undefined): Authorization | string {
  if (header === undefined) return 'There is no Authorization header.';
  if (!wellFormed.test(header)) return 'The Authorization header is not a list of parameters of the scheme Signature.';
  const parameters = new Map<string, string>();
  for (const [, name = '', value = ''] of header.slice('Signature'.length).matchAll(new RegExp(parameter, 'g'))) {
    if (parameters.has(name)) return `The parameter ${name} stands twice in the Authorization header.`;
    parameters.set(name, value);
  }
  if (parameters.get('version') !== '1') return 'The version of the signature is not "1".';
  if (parameters.get('algorithm') !== 'rsa-sha256') return 'The algorithm of the signature is not "rsa-sha256".';
  const keyId = parameters.get('keyId');
  const signature = parameters.get('signature');
  if (!keyId) return 'The Authorization header has no keyId.';
  if (!signature || !/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return 'The signature is not base64.';
  const headers = (parameters.get('headers') ?? 'date').toLowerCase().split(' ');
  if (new Set(headers).size !== headers.length) return 'A header is signed twice.';
  return { keyId, headers, signature: Buffer.from(signature, 'base64') };
}
