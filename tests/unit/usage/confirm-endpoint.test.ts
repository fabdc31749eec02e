import { describe, expect, it } from 'vitest';
import type { Question } from '../../../main/basics/question.ts';
import { isFamiliarEndpoint } from '../../../main/oracle/s3-address.ts';
import { createConfirmEndpoint } from '../../../main/usage/confirm-endpoint.ts';
import { createReadiness } from '../../../main/usage/readiness.ts';
import { createReadinessDesk, source } from '../../support/parts/readiness-desk.ts';

const account = (endpoint: string | null, realm = 'oraclecloud.com') => ({
  region: 'eu-frankfurt-1',
  identityUrl: endpoint ?? `https://identity.eu-frankfurt-1.oci.${realm}`,
  endpoint,
});

describe('an endpoint', () => {
  it.each([
    'https://acme.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
    'https://acme.compat.objectstorage.us-gov-ashburn-1.oraclegovcloud.com',
    'https://acme.vhcompat.objectstorage.eu-frankfurt-1.oci.customer-oci.com',
    'https://acme.compat.objectstorage.eu-dcc-1.company.example',
    'https://oci.company.example/s3',
  ])('of Oracle or of an account is familiar: %s', (endpoint) => {
    const accounts = [account(null, 'company.example'), account('https://oci.company.example/s3')];
    expect(isFamiliarEndpoint(endpoint, accounts)).toBe(true);
  });

  it.each([
    'https://attacker.example',
    'https://attacker.example/Zm9vYmFy',
    'https://acme.compat.objectstorage.eu-frankfurt-1.oraclecloud.com.attacker.example',
    'https://acme.compat.objectstorage.eu-frankfurt-1.oraclecloud.com/n/attacker/b/bucket',
    'https://acme.compat.objectstorage.eu-frankfurt-1.oraclecloud.com:8443',
    'https://objectstorage.eu-frankfurt-1.oraclecloud.com',
    'https://anything.oraclecloud.com',
    'http://acme.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
    'https://oci.company.example/s3/Zm9vYmFy',
    'http://127.0.0.1:9000',
  ])('of anybody else is not: %s', (endpoint) => {
    expect(isFamiliarEndpoint(endpoint, [account('https://oci.company.example/s3')])).toBe(false);
  });
});

describe('a test at an address that a file names', () => {
  const endpoint = 'https://attacker.example/Zm9vYmFy';
  const facts = { endpoint, region: 'eu-frankfurt-1', accessKey: '4f1c', secret: Buffer.from('c2VjcmV0') };

  function setUp(goesAhead: boolean) {
    const questions: Question[] = [];
    const confirm = createConfirmEndpoint({
      isFamiliar: () => false,
      ask: async (question) => {
        questions.push(question);
        return goesAhead;
      },
    });
    return { questions, confirm };
  }

  it('sends nothing there before the person has agreed in the system’s dialog, which names the host', async () => {
    const { questions, confirm } = setUp(false);
    const desk = createReadinessDesk(facts);
    const sent: string[] = [];
    const readiness = createReadiness({
      ...desk.options,
      mayTestAt: confirm.mayTestAt,
      listBuckets: async (request) => {
        sent.push(request.endpoint);
        throw new Error('nobody should be asked');
      },
    });
    expect(await readiness.start(source, null)).toEqual({ ok: true, value: null });
    expect(sent).toEqual([]);
    expect(readiness.state()).toEqual({ kind: 'idle' });
    expect(desk.lent.every((buffer) => buffer.every((byte) => byte === 0))).toBe(true);
    expect(questions).toHaveLength(1);
    expect(questions[0]?.message).toBe('Test the key at attacker.example?');
    expect(questions[0]?.detail).toContain(endpoint);
  });

  it('needs a question once for each address until Keydesk is locked', async () => {
    const { questions, confirm } = setUp(true);
    expect(await confirm.mayTestAt(endpoint, 'ci')).toBe(true);
    expect(await confirm.mayTestAt(endpoint, 'ci')).toBe(true);
    expect(questions).toHaveLength(1);
    await confirm.mayTestAt(`${endpoint}x`, 'ci');
    confirm.forget();
    await confirm.mayTestAt(endpoint, 'ci\u202e');
    expect(questions).toHaveLength(3);
    expect(questions[2]?.detail).toContain('ci<U+202E>');
  });
});
