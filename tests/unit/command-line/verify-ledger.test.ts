import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportLedger } from '../../../main/rotation/campaign/export-ledger.ts';
import { createLedger } from '../../../main/rotation/ledger.ts';
import { computer } from '../../support/parts/command-computer.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

/** A computer whose ledger has so many lines. */
async function withLedger(lines: number) {
  const { run, folder } = await computer([]);
  const file = join(folder, 'ledger.jsonl');
  const ledger = createLedger({ file, now: Date.now, by: () => 'ocid1.user.oc1..ada' });
  for (let line = 0; line < lines; line += 1) {
    const campaign = { plan: crypto.randomUUID(), user: null, keyId: null, accessKey: null };
    unwrap(
      await ledger.append({
        ...campaign,
        event: 'campaign-begun',
        purpose: 'create',
        folder: '=packets',
        drafts: false,
      }),
    );
  }
  // Lines are counted after they were written: an append without lines waits for that.
  unwrap(await ledger.append());
  const verify = (path: string | null = null) => run({ kind: 'ledger-verify', file: path });
  return { file, folder, verify };
}

describe('keydesk ledger verify', () => {
  it('ends with 0 for a whole ledger, and for one that has not begun', async () => {
    const { verify, file } = await withLedger(3);
    expect(await verify()).toEqual({
      code: 0,
      out: expect.stringMatching(/is whole: 3 lines, last hash [0-9a-f]{64}\n$/),
      err: '',
    });
    expect(await verify(file)).toMatchObject({ code: 0 });
    const { run } = await computer([]);
    expect(await run({ kind: 'ledger-verify', file: null })).toMatchObject({
      code: 0,
      out: expect.stringContaining('0 lines'),
    });
  });

  it('names the first line that does not fit, and ends with 2', async () => {
    const { verify, file } = await withLedger(4);
    const text = await readFile(file, 'utf8');
    const lines = text.trimEnd().split('\n');
    const cases: [string, string][] = [
      [text.replace(lines[1] ?? '', (lines[1] ?? '').replace('create', 'rotate')), 'line 2'],
      [[lines[0], lines[2], lines[3]].map((line) => `${line}\n`).join(''), 'line 2'],
      [[lines[0], lines[2], lines[1], lines[3]].map((line) => `${line}\n`).join(''), 'line 2'],
      [
        lines
          .slice(0, 3)
          .map((line) => `${line}\n`)
          .join(''),
        'line 4',
      ],
      [`${text}${lines[3]}\n`, 'line 5'],
    ];
    for (const [changed, line] of cases) {
      await writeFile(file, changed);
      expect(await verify(), line).toEqual({
        code: 2,
        out: '',
        err: expect.stringContaining(`${line} of ${file} does not fit`),
      });
    }
  });

  it('ends with 1 for a file that is not there', async () => {
    const { verify } = await withLedger(1);
    expect(await verify('/nowhere/ledger.jsonl')).toMatchObject({ code: 1, out: '' });
  });

  it('checks a copy that was exported as JSON lines; the CSV begins no formula', async () => {
    const { verify, file, folder } = await withLedger(2);
    // The person may give the copy any name.
    for (const copy of [join(folder, 'copy.jsonl'), join(folder, 'copy.txt')]) {
      expect(unwrap(await exportLedger(file, 'jsonl', copy))).toMatchObject({
        lines: 2,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(await readFile(copy)).toEqual(await readFile(file));
      expect(await verify(copy)).toMatchObject({ code: 0 });
    }
    const csv = join(folder, 'copy.csv');
    expect(unwrap(await exportLedger(file, 'csv', csv))).toMatchObject({ lines: 2 });
    const [head, first] = (await readFile(csv, 'utf8')).split('\r\n');
    expect(head).toBe('at,event,plan,user,keyId,accessKey,by,details,previous,hash');
    expect(first).toContain('campaign-begun');
  });
});
