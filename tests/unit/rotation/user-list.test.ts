import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../main/rotation/campaign/read-csv.ts';
import { nameOf, readUserList } from '../../../main/rotation/campaign/user-list.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const limits = { records: 1000, columns: 50, cell: 4096 };
const cellsOf = (text: string) => unwrap(readCsv(text, limits)).map(({ cells }) => cells);
const why = (text: string) => {
  const read = readCsv(text, limits);
  return read.ok ? 'taken' : `${read.problem.why} in line ${read.problem.line}`;
};
const list = (text: string) => unwrap(readUserList(Buffer.from(text)));

describe('CSV', () => {
  it('is read as Python’s csv reads what it wrote, whatever stands in the cells', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r\n', ' ', '\t', '|', '=', '7'),
      maxLength: 8,
    });
    const tables = fc.sample(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      runs(100),
    );
    // The first line decides which sign separates cells, so the cells of that line are plain.
    const written = tables.flatMap((table) =>
      [',', ';', '\t'].map((sign) => ({ sign, table: [['user', 'name'], ...table] })),
    );
    const program = `
import csv, io, json, sys
out = []
for each in json.load(sys.stdin):
    text = io.StringIO()
    csv.writer(text, delimiter=each['sign'], quoting=csv.QUOTE_ALL if len(out) % 2 else csv.QUOTE_MINIMAL).writerows(each['table'])
    out.append(text.getvalue())
print(json.dumps(out))`;
    const texts: string[] = JSON.parse(
      execFileSync('python3', ['-c', program], { input: JSON.stringify(written), encoding: 'utf8' }),
    );
    for (const [at, { table }] of written.entries()) {
      const filled = table.filter((cells) => cells.some((each) => each.trim() !== ''));
      expect(cellsOf(texts[at] ?? ''), texts[at]).toEqual(filled);
    }
  });

  it('is refused with its line where it could mean two things', () => {
    expect(why('user\na"b')).toBe('quote-inside in line 2');
    expect(why('user\n"a"b')).toBe('text-behind-quote in line 2');
    expect(why('user\n"a\nb\n')).toBe('quote-open in line 2');
    expect(why('a,b\n"x\ny",z"')).toBe('quote-inside in line 3');
  });

  it('is refused if it would keep this computer busy', () => {
    expect(why(`${'a,'.repeat(60)}b`)).toBe('too-many-columns in line 1');
    expect(why('a\n'.repeat(1002))).toBe('too-many-lines in line 1001');
    expect(why(`"${'a'.repeat(5000)}"`)).toBe('cell-too-long in line 1');
    expect(why('"'.repeat(2_000_001))).toMatch(/quote|cell/);
    expect(why('"a'.repeat(1_000_000))).toMatch(/quote/);
  });

  it('counts the lines of its file, over empty ones and line breaks in quotes', () => {
    const text = 'sep=;\r\nuser;name\r\n\r\n"a\r\nb";c\r\nd;e';
    expect(unwrap(readCsv(text, limits)).map(({ line }) => line)).toEqual([2, 4, 6]);
    expect(cellsOf('a,b\r1,\r2,3')).toEqual([
      ['a', 'b'],
      ['1', ''],
      ['2', '3'],
    ]);
    expect(cellsOf('a,')).toEqual([['a', '']]);
  });
});

describe('a list of users', () => {
  it('is taken as spreadsheets write it', () => {
    const users = ['grace.hopper', 'ada@acme.example'];
    const texts = [
      'User name\ngrace.hopper\nada@acme.example\n',
      '\uFEFFE-Mail;Name\r\ngrace.hopper;Grace\r\nada@acme.example;Ada\r\n',
      'sep=;\nUSER;KEY NAME\n"grace.hopper";ci\nada@acme.example;\n',
      'grace.hopper\r\n\r\n  ada@acme.example  ',
    ];
    for (const text of texts)
      expect(
        list(text).users.map(({ user }) => user),
        text,
      ).toEqual(users);
    const utf16 = Buffer.from(`\uFEFFuser\tdescription\r\nZoë\tfür Berlin\r\n`, 'utf16le');
    expect(unwrap(readUserList(utf16)).users).toMatchObject([{ user: 'Zoë', description: 'für Berlin', fault: null }]);
  });

  it('prefers the OCID, then the user name, then the address, and takes the other columns', () => {
    const [one, two, three] = list(
      'email,user,ocid,expires,key name,description,domain\na@x,ada,ocid1.user.oc1..a,2027-01-31,ci-1,For CI,Default\nb@x,bob,,,,,\nc@x,,,2027-01-31T12:00:00+02:00,,,\n',
    ).users;
    expect(one).toEqual({
      line: 2,
      user: 'ocid1.user.oc1..a',
      domain: 'Default',
      keyName: 'ci-1',
      description: 'For CI',
      expiresOn: '2027-01-31T23:59:59.000Z',
      fault: null,
    });
    expect(two).toMatchObject({ user: 'bob', keyName: null, expiresOn: null });
    expect(three).toMatchObject({ user: 'c@x', expiresOn: '2027-01-31T10:00:00.000Z' });
  });

  it('names each line that cannot be used, and keeps the others', () => {
    const { users } = unwrap(
      readUserList(
        Buffer.from(
          'user,expires\nada,31.01.2027\n,\nbob,2027-02-30\ncarl,2027-02-28,more\nJos\xe9,\n,2027-01-01\ndora,\n',
          'latin1',
        ),
      ),
    );
    expect(users.map(({ line, fault }) => [line, fault])).toEqual([
      [2, 'expiry'],
      [4, 'expiry'],
      [5, 'cells'],
      [6, 'not-utf-8'],
      [7, 'no-user'],
      [8, null],
    ]);
  });

  it('is refused without users, and with columns of which none names one', () => {
    expect(readUserList(Buffer.from(' \n'))).toMatchObject({ problem: { kind: 'user-list-empty' } });
    expect(readUserList(Buffer.from('user,expires\n'))).toMatchObject({ problem: { kind: 'user-list-empty' } });
    expect(readUserList(Buffer.from('Name,Team\nAda,CI\n'))).toMatchObject({
      problem: { kind: 'user-list-columns', found: 'Name, Team' },
    });
  });

  it('has ten thousand users at most, with a line of headers or without one', () => {
    const users = (count: number) => Array.from({ length: count }, (_, at) => `user-${at}\n`).join('');
    for (const [headers, line] of [
      ['user\n', 10_002],
      ['', 10_001],
    ] as const) {
      expect(list(headers + users(10_000)).users).toHaveLength(10_000);
      expect(readUserList(Buffer.from(headers + users(10_001)))).toMatchObject({
        problem: { kind: 'csv-unreadable', why: 'too-many-lines', line },
      });
    }
  });

  it('never makes a mistake of ours, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect([true, false]).toContain(readUserList(bytes).ok);
      }),
    );
  });
});

describe('a pattern of names', () => {
  it('is filled in once', () => {
    const about = { user: '{key}', key: 'old', now: Date.parse('2026-11-27T23:59:59Z') };
    expect(nameOf('{user} {key} {date} {else}', about)).toBe('{key} old 2026-11-27 {else}');
    expect(nameOf('{key}', { ...about, user: 'ada', key: null })).toBe('ada');
  });
});
