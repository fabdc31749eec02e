import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatHandedKey, type HandedKey, parseHandedKey } from '../../../main/handover/handed-key.ts';
import { makeReceiptCode } from '../../../main/handover/receipt-code.ts';
import { checkEndpoint } from '../../../main/oracle/endpoint.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const place = {
  namespace: 'acmens',
  region: 'eu-frankfurt-1',
  endpoint: 'https://acmens.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
};
const key: HandedKey = {
  keyName: 'ci-deploy',
  user: 'Grace Hopper',
  tenancy: 'acme',
  place,
  accessKey: '4f1c0e77b2d84c0e9f3a5b6c7d8e9f0a1b2c9ab2',
  date: '2026-11-22T21:40:05.123Z',
  sender: 'Ada Byron',
  note: 'For the build server.\n\n  Delete the old one by Friday; its name is [old-ci].',
};
const secret = Buffer.from('8fYq+w/3ZxQm1b7Hn0KcV5tR2uE9sLdP4aGjXiWoB6M=');
const text = formatHandedKey(key, secret).toString();

const folder = mkdtempSync(join(tmpdir(), 'keydesk-handed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each file as Python reads it as an INI file, as the AWS tools do. */
function readByPython(contents: readonly Buffer[]): Record<string, Record<string, string>>[] {
  const files = contents.map((content, index) => {
    const file = join(folder, `${index}`);
    writeFileSync(file, content);
    return file;
  });
  const program = `
import configparser, json, sys
def read(file):
    parser = configparser.RawConfigParser(default_section=None)
    parser.read(file, encoding='utf-8')
    return {name: dict(parser.items(name)) for name in parser.sections()}
print(json.dumps([read(file) for file in sys.argv[1:]]))`;
  return JSON.parse(execFileSync('python3', ['-c', program, ...files], { encoding: 'utf8' }));
}

/** Any text without invisible characters, which no keyboard has. */
const line = (most: number) =>
  fc.string({ unit: 'grapheme', maxLength: most / 4 }).map((value) =>
    value
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
      .slice(0, most)
      .toWellFormed(),
  );
const someKey = fc.record({
  keyName: line(255).map((name) => name || 'k'),
  user: line(255),
  tenancy: fc.option(line(255)),
  place: fc.option(fc.constant(key.place)),
  accessKey: fc.stringMatching(/^[A-Za-z0-9+/=_.-]{1,64}$/),
  date: fc.constant(key.date),
  sender: fc.option(line(255)),
  note: fc.array(line(100), { maxLength: 4 }).map((lines) => lines.join('\n')),
});
const someSecret = fc.stringMatching(/^[\x21-\x7e]{1,100}$/).map((value) => Buffer.from(value));

describe('the content of a handed-over file', () => {
  it('reads back as it was, with its secret', () => {
    expect(parseHandedKey(formatHandedKey(key, secret))).toEqual({ ok: true, value: { key, secret } });
    const withReceipt = { ...key, receipt: makeReceiptCode() };
    expect(parseHandedKey(formatHandedKey(withReceipt, secret))).toEqual({
      ok: true,
      value: { key: withReceipt, secret },
    });
    expect(formatHandedKey(withReceipt, secret).toString()).toContain(`# Receipt code: ${withReceipt.receipt}\n`);
  });

  it('reads back as it was for any printable text, line breaks of the note included', () => {
    fc.assert(
      fc.property(someKey, someSecret, (any, anySecret) => {
        expect(parseHandedKey(formatHandedKey(any, anySecret))).toEqual({
          ok: true,
          value: { key: any, secret: anySecret },
        });
      }),
      { numRuns: runs(200) },
    );
  });

  it('reads back with every endpoint that sign-in takes, and with a namespace in capital letters', () => {
    const readBack = (endpoint: string) => {
      const read = parseHandedKey(formatHandedKey({ ...key, place: { ...place, endpoint } }, secret));
      return read.ok ? read.value.key.place?.endpoint : read.problem;
    };
    for (const endpoint of ['https://gateway.acme.example/oci', 'http://127.0.0.2:9000', 'http://[::1]:4711']) {
      expect(checkEndpoint(endpoint)).toEqual({ ok: true, value: endpoint });
      expect(readBack(endpoint)).toBe(endpoint);
    }
    // The namespace is part of the host name, and host names ignore case.
    expect(readBack('https://AcmeNS.compat.objectstorage.eu-frankfurt-1.oraclecloud.com')).toBe(
      'https://acmens.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
    );
    const someEndpoint = fc.oneof(
      fc.webUrl({ validSchemes: ['https'], withQueryParameters: false, size: 'large' }),
      fc.stringMatching(/^[A-Za-z0-9._~/:@+,=&-]{0,40}$/).map((path) => `https://gateway.acme.example/${path}`),
      fc.tuple(fc.ipV4(), fc.webPath()).map(([host, path]) => `http://${host.replace(/^\d+/, '127')}:9000${path}`),
      fc.string({ unit: 'grapheme' }).map((path) => `https://gateway.acme.example/${path}`),
    );
    let taken = 0;
    fc.assert(
      fc.property(someEndpoint, (text) => {
        const checked = checkEndpoint(text);
        if (!checked.ok) return;
        taken += 1;
        expect(readBack(checked.value)).toBe(checked.value);
      }),
      { numRuns: runs(200) },
    );
    expect(taken).toBeGreaterThan(runs(200) / 2);
  });

  it('says what it is, for whom and from whom, in lines that people can read', () => {
    expect(text).toContain('# Key name: ci-deploy\n# User: Grace Hopper\n# Tenancy: acme\n');
    expect(text).toContain(
      '# Sender: Ada Byron\n# Date: 2026-11-22T21:40:05.123Z\n# Note: For the build server.\n#       \n#         Delete',
    );
  });

  it('is a profile that tools can use as it stands', () => {
    expect(readByPython([formatHandedKey(key, secret)])[0]).toEqual({
      default: {
        aws_access_key_id: key.accessKey,
        aws_secret_access_key: secret.toString(),
        region: 'eu-frankfurt-1',
        endpoint_url: 'https://acmens.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
        request_checksum_calculation: 'when_required',
        response_checksum_validation: 'when_required',
        s3: '\naddressing_style = path',
      },
    });
  });

  it('says which AWS CLI reads the endpoint from it, and which option an older one needs', () => {
    expect(text).toMatch(/^# .*AWS CLI 2\.13 or later \(or 1\.29\)\. .*--endpoint-url/m);
  });

  it('is the same profile for all names and notes', () => {
    const contents = fc.sample(someKey, 100).map((any) => formatHandedKey(any, secret));
    for (const { default: profile, ...rest } of readByPython(contents)) {
      expect(rest).toEqual({});
      expect(profile?.['aws_secret_access_key']).toBe(secret.toString());
    }
  });

  it('breaks out of its comments by no line break that there is', () => {
    const breaks = ['\n', '\r', '\r\n', '\v', '\f', '\x85', '\u2028', '\u2029']
      .map((each) => `x${each}[evil]${each}a = b`)
      .join('');
    const hostile = { ...key, keyName: breaks, user: breaks, tenancy: breaks, sender: breaks, note: breaks };
    const content = formatHandedKey(hostile, secret);
    expect(Object.keys(readByPython([content])[0] ?? {})).toEqual(['default']);
    expect(
      content
        .toString()
        .split(/[\n\r\v\f\x85\u2028\u2029]/)
        .filter((each) => /^\[|^a =/.test(each)),
    ).toEqual(['[default]']);
    const read = unwrap(parseHandedKey(content));
    expect(read.key.keyName).toContain('x [evil] a = b');
    expect(read.key.note).toContain('x\n[evil]\na = b');
  });

  it('says how to put the endpoint together where it was not known', () => {
    const without = formatHandedKey({ ...key, place: null }, secret);
    expect(without.toString()).toContain('https://NAMESPACE.compat.objectstorage.REGION.oraclecloud.com');
    expect(readByPython([without])[0]?.['default']).not.toHaveProperty('region');
    expect(parseHandedKey(without)).toEqual({ ok: true, value: { key: { ...key, place: null }, secret } });
  });
});

describe('what a sender has written into a file', () => {
  it('is shown as what it is: nothing in it turns a line round or hides', () => {
    const changed = text
      .replace('Grace Hopper', 'Grace \u202Erorrim')
      .replace('Ada Byron', 'A\u200Bda')
      .replace('For the build server.', 'For \u2067you');
    const read = unwrap(parseHandedKey(Buffer.from(changed)));
    expect(read.key).toMatchObject({ user: 'Grace <U+202E>rorrim', sender: 'A<U+200B>da' });
    expect(read.key.note).toContain('For <U+2067>you\n');
    expect(formatHandedKey({ ...key, user: 'Grace \u202Erorrim' }, secret).toString()).not.toContain('\u202E');
  });
});

describe('another content', () => {
  const other = { ok: false, problem: { kind: 'not-a-key', why: 'other-content' } };
  const changed = (from: string | RegExp, to: string) => parseHandedKey(Buffer.from(text.replace(from, to)));

  it.each([
    ['a profile that somebody wrote', `[default]\naws_access_key_id = a\naws_secret_access_key = b\n`],
    ['nothing', ''],
    ['a picture', '\x89PNG\r\n'],
  ])('is not taken for a key: %s', (_what, content) => {
    expect(parseHandedKey(Buffer.from(content, 'latin1'))).toEqual(other);
  });

  it('of a newer Keydesk is recognised as such', () => {
    expect(changed('Form 1', 'Form 2')).toEqual({ ok: false, problem: { kind: 'not-a-key', why: 'newer' } });
  });

  it.each([
    ['without a secret key', /aws_secret_access_key = .*\n/, ''],
    ['with an empty secret key', /(aws_secret_access_key = ).*/, '$1'],
    ['with two secret keys', /(aws_secret_access_key = .*\n)/, '$1$1'],
    ['with white space in its secret key', '8fYq', '8f Yq'],
    ['without an access key', /aws_access_key_id = .*\n/, ''],
    ['with two access keys', /(aws_access_key_id = .*\n)/, '$1$1'],
    ['without a name', /# Key name: .*\n/, ''],
    ['with two names', /(# Key name: .*\n)/, '$1$1'],
    ['without a date', /# Date: .*\n/, ''],
    ['with another date', '2026-11-22T21:40:05.123Z', 'yesterday'],
    ['with a region alone', /endpoint_url = .*\n/, ''],
    ['with an endpoint without TLS', 'https://acmens', 'http://acmens'],
    ['with an endpoint that names a user', 'https://acmens', 'https://me@acmens'],
    ['with an endpoint that has a query', 'oraclecloud.com\n', 'oraclecloud.com?x\n'],
    ['with a setting that runs a program', 's3 =', 'credential_process = /bin/sh\ns3 ='],
    ['with another profile', '\ns3 =', '\n[profile evil]\ns3 ='],
    ['with a control character', 'Grace Hopper', 'Grace\x1b[2J'],
    ['whose access key a tool would look up', '4f1c0e77', '$AWS_SECRET_ACCESS_KEY'],
    ['whose access key would open a quotation', '4f1c0e77', '`4f1c0e77'],
    ['whose endpoint a shell would look up', 'https://acmens', 'https://$acmens'],
    ['whose region begins like an option', 'region = eu', 'region = -eu'],
  ])('is not taken for a key: one %s', (_what, from, to) => {
    expect(changed(from, to)).toEqual(other);
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(text.length), (bytes, at) => {
        const around = Buffer.concat([Buffer.from(text.slice(0, at)), bytes, Buffer.from(text.slice(at))]);
        expect([true, false]).toContain(parseHandedKey(around).ok);
      }),
      { numRuns: runs(200) },
    );
  });
});
