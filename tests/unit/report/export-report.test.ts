import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asPlainText } from '../../../main/report/csv.ts';
import {
  aboutCsv,
  columns,
  type Export,
  type ExportHead,
  type ExportRow,
  exportCsv,
  exportJson,
} from '../../../main/report/export-report.ts';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { fc, runs } from '../../support/random/random-runs.ts';

const head: ExportHead = {
  takenAt: '2026-11-27T16:00:00.000Z',
  account: 'Ada Byron (ada.byron)',
  tenancy: 'acme',
  maxAgeDays: 90,
  complete: true,
  exported: 'all',
  domains: [{ name: 'Default', counted: 2, read: 2, complete: true, reason: null }],
};
const gap = { name: '=Partners', counted: null, read: 0, complete: false, reason: 'Oracle answered 403.' };
const partial: ExportHead = { ...head, complete: false, domains: [...head.domains, gap] };

const row: ExportRow = {
  domain: 'Default',
  userName: 'grace.hopper',
  userOcid: 'ocid1.user.oc1..grace',
  name: 'ci-deploy',
  accessKey: '4f1c0e77b2',
  created: '2026-01-01T00:00:00.000Z',
  expires: null,
  ageDays: 330,
  overdue: true,
};

const textOf = ({ chunks }: Export) => [...chunks].join('');

/** Runs a Python program with this text on standard input, and gives its output. */
async function python(program: string, input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('python3', ['-c', program], { encoding: 'utf8', maxBuffer: 64 << 20 }, (error, out) =>
      error ? reject(error) : resolve(out),
    );
    child.stdin?.end(input);
  });
}
const readCsv = async (text: string): Promise<string[][]> =>
  JSON.parse(
    await python(
      'import csv,io,json,sys; t=sys.stdin.buffer.read().decode(); print(json.dumps(list(csv.reader(io.StringIO(t, newline=""), strict=True))))',
      text,
    ),
  );
/** The text of `docs/report.md`: the tests run its commands as they are written there. */
const documented = readFileSync(join(checkout, 'docs/report.md'), 'utf8');
const pythonHash = /python3 -c '(.+)' < keys.json/.exec(documented)?.[1] ?? '';
const tail = async (text: string) =>
  python(
    'import hashlib,sys; d=sys.stdin.buffer.read(); print(hashlib.sha256(d[d.index(b"\\n")+1:]).hexdigest(), end="")',
    text,
  );

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '＝',
        '＋',
        '－',
        '＠',
        '\t',
        '\r',
        '\n',
        ';',
        ',',
        '"',
        "'",
        ' ',
        'a',
        '\u202e',
        '\u200b',
        '\0',
        '\u{1f600}',
      ),
      { maxLength: 8 },
    )
    .map((characters) => characters.join('')),
);
const anyRow: fc.Arbitrary<ExportRow> = fc.record({
  domain: anyText,
  userName: anyText,
  userOcid: anyText,
  name: anyText,
  accessKey: anyText,
  created: fc.option(anyText),
  expires: fc.option(anyText),
  ageDays: fc.option(fc.integer({ min: 0, max: 10_000 })),
  overdue: fc.boolean(),
});
const asCell = (value: ExportRow[keyof ExportRow]) =>
  typeof value === 'string' ? asPlainText(value) : value === null ? '' : String(value);

describe('the report as CSV', () => {
  it('is read back by Python cell by cell, whatever stands in the names, and hashes as the documentation says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 20 }), async (rows) => {
        const csv = exportCsv(head, rows);
        const text = textOf(csv);
        const cells = rows.map((each) => columns.map((column) => asCell(each[column])));
        expect(await readCsv(text)).toEqual([[...columns], ...cells]);
        expect(csv.rows()).toBe(rows.length);
        expect(await tail(text)).toBe(csv.sha256());
      }),
      { numRuns: runs(15) },
    );
  });

  it('has names exactly as they are, also with signs that turn the direction of writing', async () => {
    const name = 'ci\u202Egpj.exe\u2066\u200B';
    const [, cells] = await readCsv(textOf(exportCsv(head, [{ ...row, name }])));
    expect(cells?.[columns.indexOf('name')]).toBe(name);
  });

  it('has no cell that a spreadsheet would take for a formula, at commas, semicolons or tabs', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cells = asPlainText(text).split(/[;\t\r\n]/);
        for (const cell of cells) expect(cell.normalize('NFKC')).not.toMatch(/^[\s\p{Cf}\0]*[=+\-@\u2212]/u);
        // Only apostrophes were added.
        expect(asPlainText(text).replaceAll("'", '')).toBe(text.replaceAll("'", ''));
      }),
      { numRuns: runs(500) },
    );
  });

  it.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['＝1+1', "'＝1+1"],
    [' @SUM(1)', "' @SUM(1)"],
    ['\tx', "'\tx"],
    ['a;=1+1', "a;'=1+1"],
    ['ci-deploy', 'ci-deploy'],
    ['a=b', 'a=b'],
  ])('writes %j as %j', (text, plain) => expect(asPlainText(text)).toBe(plain));

  it('says in its first lines what is missing, and in the file beside it the rest', async () => {
    const csv = exportCsv(partial, [row]);
    const [, gapLine, keyLine] = await readCsv(textOf(csv));
    expect(gapLine?.slice(0, 4)).toEqual(["'=Partners", '', '', 'NOT WHOLE: Oracle answered 403.']);
    expect(keyLine?.[3]).toBe('ci-deploy');
    const about = JSON.parse(aboutCsv(partial, 'keys.csv', csv));
    expect(about).toEqual({ version: 1, ...partial, file: 'keys.csv', rows: 1, sha256: csv.sha256() });
    // A report may be partial although every domain was read: perhaps a compartment did not answer.
    expect(textOf(exportCsv({ ...head, complete: false }, []))).toContain('NOT WHOLE');
  });
});

/** `npm run test:long` on a computer with LibreOffice: starting it takes longer than all of this file. */
const hasOffice = process.env['KEYDESK_LONG'] === 'yes' && spawnSync('soffice', ['--version']).status === 0;

describe.runIf(hasOffice)('the report in LibreOffice', () => {
  it.each([
    ['commas', 44],
    ['semicolons', 59],
    ['tabs', 9],
  ])('has no formula where cells are divided at %s', (_name, separator) => {
    const folder = mkdtempSync(join(tmpdir(), 'office-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const names = [
      '=1+1',
      '+1',
      '-1+1',
      '@SUM(1)',
      '＝1+1',
      ' =1+1',
      '\t=1',
      'a;=1+1',
      'a\t=1+1;=2',
      'a\n=1+1',
      '"=1+1"',
    ];
    const rows = names.map((name) => ({ ...row, domain: name, name }));
    writeFileSync(join(folder, 'keys.csv'), textOf(exportCsv(head, rows)));
    writeFileSync(join(folder, 'formula.csv'), 'a\n=1+1\n');
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const how = ['--convert-to', 'fods', `--infilter=CSV:${separator},34,76,1`, '--outdir', folder];
    spawnSync('soffice', ['--headless', profile, ...how, 'keys.csv', 'formula.csv'], { cwd: folder });
    const formulas = (name: string) => readFileSync(join(folder, name), 'utf8').match(/table:formula=/g)?.length ?? 0;
    expect(formulas('formula.fods')).toBe(1);
    expect(formulas('keys.fods')).toBe(0);
  });
});

describe('the report as JSON', () => {
  const fits = new Ajv({ allowUnionTypes: true, strict: true }).compile(
    JSON.parse(readFileSync(join(checkout, 'docs/report.schema.json'), 'utf8')),
  );

  it('fits its schema, has the names as they are, and hashes as the documentation says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 20 }), fc.boolean(), async (rows, isWhole) => {
        const json = exportJson(isWhole ? head : partial, rows);
        const text = textOf(json);
        const value = JSON.parse(text);
        expect(fits(value), JSON.stringify(fits.errors)).toBe(true);
        expect(value.keys).toEqual(rows.map((each) => JSON.parse(JSON.stringify(each))));
        expect(value).toMatchObject({ ...(isWhole ? head : partial), sha256: json.sha256() });
        expect((await python(pythonHash, text)).trim()).toBe(value.sha256);
        // The text has no character that could change the direction of a line or move a cursor.
        expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
      }),
      { numRuns: runs(15) },
    );
  });

  it('is refused by its schema where a member is missing or of another kind', () => {
    const good = JSON.parse(textOf(exportJson(head, [row])));
    expect(fits(good)).toBe(true);
    for (const name of Object.keys(good)) expect(fits({ ...good, [name]: undefined })).toBe(false);
    expect(fits({ ...good, keys: [{ ...row, overdue: 'no' }] })).toBe(false);
  });

  it('never is one text: 20,000 rows come in chunks', () => {
    const chunks = [...exportJson(head, new Array<ExportRow>(20_000).fill(row)).chunks];
    expect(chunks.length).toBeGreaterThan(20);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(80_000);
    expect(JSON.parse(chunks.join('')).keys).toHaveLength(20_000);
  });
});
