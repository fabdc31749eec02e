import fs from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../main/handlers/failure-sentences.ts';
import type { UpdateProblem } from '../../../main/updates/update-problem.ts';
import { list, listed, seal } from '../../support/updates/signed-list.ts';
import { brokenOff, drip, endless, type Page, redirect } from '../../support/updates/update-server.ts';
import { installer, LIST, PACKAGE, settled, setUp } from '../../support/updates/updates-rig.ts';

// Security line 37. Each attack comes over HTTP from a hostile server, is refused with a sentence, and leaves nothing behind.

type Rig = Awaited<ReturnType<typeof setUp>>;

/** Limits of 60 seconds, which no test reaches. In `patience` only the package's whole time is shortened. */
const never = { totalMs: 60_000, stallMs: 60_000 };
const patience = { list: never, file: { ...never, totalMs: 400 } };

describe('a package is refused', () => {
  /** Expects that an attack on the package of a good list leaves nothing but the list. */
  async function expectNoPackage(rig: Rig, kind: UpdateProblem['kind'], says: RegExp): Promise<void> {
    await rig.updates.check();
    await settled(rig.updates);
    const { problem, fetched } = rig.standing();
    if (problem === null) throw new Error('It was fetched.');
    expect({ kind: problem.kind, happened: toFailure(problem).happened }).toEqual({
      kind,
      happened: expect.stringMatching(says),
    });
    expect({ fetched, left: rig.isLeft() }).toEqual({ fetched: { kind: 'none' }, left: false });
    expect((await rig.updates.open()).ok).toBe(false);
    expect(rig.opened).toEqual([]);
  }

  const changed = Buffer.from(installer);
  changed[100_000] = 0;
  const served: [string, Page, UpdateProblem['kind'], RegExp][] = [
    ['with other bytes of the same length', changed, 'updates-file', /other content/],
    ['that is shorter', installer.subarray(1), 'updates-file', /199,999 bytes instead of 200,000/],
    ['that is longer', Buffer.concat([installer, Buffer.from('x')]), 'updates-answer', /more than the 200,000 bytes/],
    ['that is empty', Buffer.alloc(0), 'updates-file', /0 bytes/],
    ['that does not end', endless, 'updates-answer', /more than the 200,000 bytes/],
    ['that breaks off', brokenOff(installer), 'updates-answer', /broke off/],
    ['that drips', drip(Buffer.from('x'), 20), 'timed-out', /0\.4 seconds/],
    ['that is elsewhere', redirect('https://evil.example/keydesk.exe'), 'updates-answer', /points to another/],
    ['that is not there', (response) => void response.writeHead(404).end('no'), 'updates-answer', /status 404/],
  ];
  it.each(served)('%s', async (_, page, kind, says) => {
    const rig = await setUp(kind === 'timed-out' ? { patience } : {});
    rig.server.put(PACKAGE, page);
    await expectNoPackage(rig, kind, says);
  });

  it.each(['sha256', 'sha512'])('where the list has another %s', async (sum) => {
    const rig = await setUp();
    const { file, server, signers } = rig;
    server.put(LIST, seal(list([{ ...file, [sum]: '0'.repeat(sum === 'sha256' ? 64 : 128) }]), signers));
    await expectNoPackage(rig, 'updates-file', /other content/);
  });

  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  const disks: [string, Pick<typeof fs, 'mkdir' | 'open' | 'rename' | 'rm'>][] = [
    ['full before it begins', { ...fs, open: () => Promise.reject(full) }],
    ['full when all is written', { ...fs, rename: () => Promise.reject(full) }],
    [
      'full in the middle',
      {
        ...fs,
        async open(...args: Parameters<typeof fs.open>) {
          const handle = await fs.open(...args);
          let pieces = 0;
          const write = handle.writeFile.bind(handle);
          handle.writeFile = async (data) => {
            pieces += 1;
            if (pieces > 1) throw full;
            await write(data);
          };
          return handle;
        },
      },
    ],
  ];
  it.each(disks)('where the disk is %s', async (_, files) => {
    const rig = await setUp({ files });
    rig.server.put(PACKAGE, (response) => {
      response.write(installer.subarray(0, 1000));
      setTimeout(() => response.end(installer.subarray(1000)), 50);
    });
    await expectNoPackage(rig, 'updates-unsaved', /the disk is full/);
  });

  it('that is changed after it was fetched, at the moment when the person starts it', async () => {
    const rig = await setUp();
    await rig.updates.check();
    await settled(rig.updates);
    await rig.updates.open();
    const [path = ''] = rig.opened;
    await fs.writeFile(path, changed);
    const again = await rig.updates.open();
    expect(again).toMatchObject({
      ok: false,
      problem: { kind: 'updates-file', what: expect.stringContaining('other') },
    });
    expect({ opened: rig.opened.length, left: rig.isLeft() }).toEqual({ opened: 1, left: false });
  });

  const notOffered: [string, object, UpdateProblem['kind']][] = [
    ['of an older version in a newer list', { version: '0.0.9' }, 'updates-none'],
    ['of the same version', { version: '0.1.0' }, 'updates-none'],
    ['for another architecture', { files: [listed(installer, { arch: 'arm64' })] }, 'updates-none'],
    ['for another system', { files: [listed(installer, { platform: 'darwin' })] }, 'updates-none'],
    ['that needs an administrator', { files: [listed(installer, { package: 'msi' })] }, 'updates-none'],
  ];
  it.each(notOffered)('%s', async (_, more, kind) => {
    const rig = await setUp();
    rig.serve({ counter: 9, ...more });
    expect(await rig.updates.check()).toMatchObject({ ok: true });
    expect(await rig.updates.fetch()).toEqual({ ok: false, problem: { kind } });
    expect(rig.server.seen.map(({ path }) => path)).toEqual([LIST]);
    expect(rig.isLeft()).toBe(false);
  });

  it('of a list that has expired since it was taken in, also when it was fetched before', async () => {
    const rig = await setUp();
    await rig.updates.check();
    await settled(rig.updates);
    rig.time.now = Date.parse('2027-03-01T00:00:00Z');
    expect(await rig.updates.open()).toMatchObject({ ok: false, problem: { kind: 'updates-expired' } });
    expect(await rig.updates.fetch()).toMatchObject({ ok: false, problem: { kind: 'updates-expired' } });
    expect(rig.opened).toEqual([]);
  });

  it('where the person, or the end of Keydesk, stops it: nothing half fetched stays, and nothing is told as a fault', async () => {
    const rig = await setUp();
    const started = new Promise<void>((resolve) =>
      rig.server.put(PACKAGE, (response) => {
        response.write(installer.subarray(0, 1000), () => resolve());
      }),
    );
    await rig.updates.check();
    await started;
    await rig.updates.stop();
    expect({ ...rig.standing(), left: rig.isLeft() }).toMatchObject({
      problem: null,
      fetched: { kind: 'none' },
      left: false,
    });
  });
});
