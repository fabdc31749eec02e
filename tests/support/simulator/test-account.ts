import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { OracleClientOptions } from '../../../main/oracle/oracle-client.ts';
import type { SeenRequest } from './scripted-server.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const tenancyOcid = 'ocid1.tenancy.oc1..test';
export const userOcid = 'ocid1.user.oc1..test';
export const testSigner = { keyId: `${tenancyOcid}/${userOcid}/00:11`, privateKey };

/** A clock with the real time, but every sleep ends at once. `waits` has the lengths of the sleeps, in milliseconds. */
export function createTestClock() {
  const waits: number[] = [];
  return {
    waits,
    now: () => Date.now(),
    sleep: async (ms: number) => {
      waits.push(ms);
    },
  };
}

/** Options for a client of an account with a key made for this run, over Node's own fetch. */
export const testOptions = (url: string, changes: Partial<OracleClientOptions> = {}): OracleClientOptions => ({
  fetch: globalThis.fetch,
  clock: createTestClock(),
  identityUrl: url,
  identityUrlOf: () => url,
  tenancyOcid,
  userOcid,
  signer: async () => testSigner,
  ...changes,
});

/**
 * Checks a signature as the service does: from the raw request, by the rules of Oracle's page. It shares no code with Keydesk's
 * signing.
 */
export function signatureHolds({ method, target, headers }: SeenRequest): boolean {
  const fields = new Map(
    [...(headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  );
  const lines = (fields.get('headers') ?? '')
    .split(' ')
    .map((name) =>
      name === '(request-target)' ? `${name}: ${method.toLowerCase()} ${target}` : `${name}: ${String(headers[name])}`,
    );
  const signature = Buffer.from(fields.get('signature') ?? '', 'base64');
  return verify('sha256', Buffer.from(lines.join('\n')), createPublicKey(privateKey), signature);
}
