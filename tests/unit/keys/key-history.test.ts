import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyHistory, type HandoverRecord } from '../../../main/keys/key-history.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const mailed: HandoverRecord = { at: '2026-11-23T09:00:00.000Z', how: 'mail-recipient', to: 'grace@acme.example' };
const printed: HandoverRecord = { at: '2026-11-23T09:05:00.000Z', how: 'print', to: null };

describe('the history of a key', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keydesk-history-'));
    file = join(folder, 'profile', 'history.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const open = (at = file) => createKeyHistory({ file: at, onQuarantine: () => {} });

  it('tells after a restart what was done with its secret, oldest first, and nothing of other keys', async () => {
    const history = open();
    for (const done of [mailed, printed]) unwrap(await history.add('4f1c', done, false));
    await history.add('a90d', printed, false);
    expect(await open().of('4f1c')).toEqual([mailed, printed]);
    expect(await open().of('a90d')).toEqual([printed]);
    expect(await open().of('ffff')).toEqual([]);
  });

  it('tells after a restart which status a key was given here last', async () => {
    const history = open();
    const [first, last] = [
      { at: '2026-11-23T09:00:00.000Z', status: 'INACTIVE' },
      { at: '2026-11-23T09:00:07.000Z', status: 'ACTIVE' },
    ] as const;
    for (const set of [first, last]) unwrap(await history.addStatus('key-1', set, false));
    await history.addStatus('key-2', first, true);
    expect(unwrap(await history.statusOf('key-2'))).toEqual(first);
    const next = open();
    expect([unwrap(await next.statusOf('key-1')), unwrap(await next.statusOf('key-2'))]).toEqual([last, null]);
    expect(await next.of('key-1')).toEqual([]);
  });

  it('keeps what was done in a sample tenancy until it ends, and off the disk', async () => {
    const history = open();
    await history.add('4f1c', mailed, true);
    expect(await history.of('4f1c')).toEqual([mailed]);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('is readable by its owner alone, and goes on behind a line torn by a power cut', async () => {
    await open().add('4f1c', mailed, false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await appendFile(file, '{"v":1,"type":"handed-o');
    await open().add('4f1c', printed, false);
    expect(await open().of('4f1c')).toEqual([mailed, printed]);
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('keeps the whole lines that another Keydesk has added, and tells them', async () => {
    const [history, other] = [open(), open()];
    for (const each of [history, other]) await each.of('4f1c');
    unwrap(await history.add('4f1c', mailed, false));
    unwrap(await other.add('4f1c', printed, false));
    unwrap(await history.add('a90d', printed, false));
    expect(await history.of('4f1c')).toEqual([mailed, printed]);
    expect(await open().of('4f1c')).toEqual([mailed, printed]);
  });

  it('passes over what a newer Keydesk has written', async () => {
    await open().add('4f1c', mailed, false);
    await appendFile(file, '{"v":2,"type":"rotated","accessKey":"4f1c"}\n');
    const history = open();
    await history.add('4f1c', printed, false);
    expect(await open().of('4f1c')).toEqual([mailed, printed]);
  });

  it('says so when it cannot be written', async () => {
    const history = open('/dev/null/history.jsonl');
    expect(await history.add('4f1c', mailed, false)).toMatchObject({ problem: { kind: 'journal-failed' } });
    expect(await history.of('4f1c')).toEqual([]);
    expect(await history.statusOf('key-1')).toMatchObject({ problem: { kind: 'journal-failed' } });
  });
});
