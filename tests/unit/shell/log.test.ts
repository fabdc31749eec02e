import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Log, openLog } from '../../../main/shell/log.ts';

// Security lines 18 and 35.
const secret = 'wG7pX2r+Zk9/Qm4TnB1sVd8LhY3cJf6UaE5oRiKxN0M=';
let folder: string;
let log: Log;
const read = () => readFile(join(folder, 'logs', 'main.log'), 'utf8');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-log-'));
  log = openLog(join(folder, 'logs'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

describe('the log', () => {
  it('takes a note without the secret that stands in it', async () => {
    log.note(`failure: internal, secretKey=${secret}`);
    const text = await read();
    expect(text).toContain('failure: internal');
    expect(text).not.toContain(secret);
  });

  it('takes a defect with its stack, under the reference that it gives, without the secret in its message', async () => {
    const reference = log.defect(new TypeError(`no use for ${secret}`));
    expect(reference).toMatch(/^[0-9a-f]{8}$/);
    const text = await read();
    expect(text).toMatch(new RegExp(`${reference} TypeError: no use for .*\\n\\s+at `));
    expect(text).not.toContain(secret);
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner alone', async () => {
    log.note('started');
    expect((await stat(join(folder, 'logs', 'main.log'))).mode & 0o777).toBe(0o600);
  });

  it('takes what is thrown and no error, too', async () => {
    log.defect({ secretKey: secret });
    log.defect(`thrown: ${secret}`);
    log.defect(undefined);
    expect(await read()).not.toContain(secret);
  });
});
