import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toFailure } from '../../../main/handlers/failure-sentences.ts';
import type { UpdateProblem } from '../../../main/updates/update-problem.ts';
import { untrustedCertificate } from '../../support/desktop/untrusted-certificate.ts';
import { list, listed, newSigner, seal } from '../../support/updates/signed-list.ts';
import { brokenOff, drip, endless, type Page, redirect } from '../../support/updates/update-server.ts';
import { installer, LIST, setUp } from '../../support/updates/updates-rig.ts';

// Security line 37. Each attack comes over HTTP from a hostile server, is refused with a sentence, and leaves nothing behind.

type Rig = Awaited<ReturnType<typeof setUp>>;
type Outcome = Awaited<ReturnType<Rig['updates']['check']>>;

/** Expects that nothing is trusted, nothing is left on the disk, and the person reads why. */
function expectRefused(rig: Rig, outcome: Outcome, kind: UpdateProblem['kind'], says: RegExp): void {
  if (outcome.ok) throw new Error('It was taken in.');
  const { happened, remedy } = toFailure(outcome.problem);
  expect({ kind: outcome.problem.kind, happened }).toEqual({ kind, happened: expect.stringMatching(says) });
  expect(remedy).not.toBeNull();
  expect({ known: rig.standing().known, left: rig.isLeft(), opened: rig.opened }).toEqual({
    known: null,
    left: false,
    opened: [],
  });
}

/** Limits of 60 seconds, which no test reaches. So each test ends only by the limit that it shortens. */
const never = { totalMs: 60_000, stallMs: 60_000 };
const within = (list: Partial<typeof never>) => ({ list: { ...never, ...list }, file: never });

describe('a list of versions is refused', () => {
  const forged: [string, (rig: Rig) => Buffer, RegExp][] = [
    ['signed by strangers', ({ file }) => seal(list([file]), [newSigner(), newSigner()]), /neither of the two/],
    ['signed by one of the two', ({ file, signers }) => seal(list([file]), [signers[0]]), /one of the two/],
    ['signed twice by one key', ({ file, signers: [one] }) => seal(list([file]), [one, one]), /one of the two/],
    [
      'with the signatures of one key under both names',
      ({ file, signers: [one, other] }) => seal(list([file]), [one, { key: other.key, sign: one.sign }]),
      /one of the two/,
    ],
    ['signed by nobody', ({ file }) => seal(list([file]), []), /neither of the two/],
    [
      'whose signatures are over other bytes',
      ({ file, signers }) => {
        const { signatures } = JSON.parse(seal(list([file]), signers).toString());
        const signed = Buffer.from(JSON.stringify(list([file], { counter: 8 }))).toString('base64');
        return Buffer.from(JSON.stringify({ signed, signatures }));
      },
      /neither of the two/,
    ],
    ['in an envelope with a second list', (rig) => Buffer.from(`{"signed":"AAAA",${sealed(rig).slice(1)}`), /no list/],
    ['in an envelope with something behind it', (rig) => Buffer.from(`${sealed(rig)}\n{}`), /no list/],
    ['in an envelope with another field', (rig) => Buffer.from(`${sealed(rig).slice(0, -1)},"x":1}`), /no list/],
    ['that is a page of a hotel', () => Buffer.from('<html>Sign in to our network</html>'), /no list/],
    ['of another product', ({ file, signers }) => seal(list([file], { product: 'other' }), signers), /another program/],
    [
      'with a key twice in its JSON',
      ({ file, signers }) => seal(Buffer.from(JSON.stringify(list([file])).replace('{', '{"counter":9,')), signers),
      /malformed/,
    ],
    ['with a field nobody knows', ({ file, signers }) => seal(list([file], { run: 'this' }), signers), /malformed/],
    ['with one package twice', ({ file, signers }) => seal(list([file, file]), signers), /malformed/],
    ...['1e400', '1e300', '9007199254740993', '-1', '0.5', '"7"', 'null'].map((number): (typeof forged)[number] => [
      `with the number ${number}`,
      ({ file, signers }) => seal(Buffer.from(JSON.stringify(list([file])).replace(':7,', `:${number},`)), signers),
      /malformed/,
    ]),
    ...['99999999999.0.0', '0.2', '0.2.0-beta', '-1.0.0', '0x1.0.0'].map((version): (typeof forged)[number] => [
      `of the version ${version}`,
      ({ file, signers }) => seal(list([file], { version }), signers),
      /malformed/,
    ]),
    ...[
      '../evil.exe',
      'a/b.exe',
      '..',
      'a\\b.exe',
      '/tmp/x.exe',
      'C:x.exe',
      'x.exe ',
      '-x',
      'x;reboot',
      'a'.repeat(120),
    ].map((name): (typeof forged)[number] => [
      `with the file name ${name.slice(0, 20)}`,
      ({ signers }) => seal(list([listed(installer, { name })]), signers),
      /malformed/,
    ]),
    ...[
      '../x.exe',
      'https://evil.example/x.exe',
      '//evil.example/x.exe',
      '/x.exe',
      'a/../../x.exe',
      'x.exe?y',
      '%2e%2e/x',
    ].map((url): (typeof forged)[number] => [
      `with the address ${url}`,
      ({ signers }) => seal(list([listed(installer, { url })]), signers),
      /malformed/,
    ]),
  ];
  const sealed = ({ file, signers }: Rig) => seal(list([file]), signers).toString();

  it.each(forged)('%s', async (_, make, says) => {
    const rig = await setUp();
    rig.server.put(LIST, make(rig));
    expectRefused(rig, await rig.updates.check(), 'updates-refused', says);
    expect(rig.disk.stored).toBeUndefined();
  });

  it('in the form of a newer Keydesk, and that is said', async () => {
    const rig = await setUp();
    rig.serve({ format: 2, more: 'fields' });
    expectRefused(rig, await rig.updates.check(), 'updates-format', /written for a newer Keydesk/);
  });

  it('that has expired, and not before', async () => {
    const rig = await setUp();
    rig.serve({ expires: '2026-11-27T08:00:00.000Z' });
    expectRefused(rig, await rig.updates.check(), 'updates-expired', /good until 27 November 2026/);
    rig.time.now -= 1;
    expect(await rig.updates.check()).toMatchObject({ ok: true });
  });

  it('from the future, and where the clock went back since the last look', async () => {
    const rig = await setUp({ mode: 'notify' });
    rig.serve({ issued: '2026-11-27T10:00:00.000Z' });
    expectRefused(rig, await rig.updates.check(), 'updates-clock', /must be later than 2026-11-27 10:00/);
    rig.serve({});
    expect(await rig.updates.check()).toMatchObject({ ok: true });
    rig.time.now -= 2 * 3_600_000;
    expect(await rig.updates.check()).toMatchObject({ ok: false, problem: { kind: 'updates-clock' } });
    rig.serve({ counter: 8 });
    expect(await rig.updates.check()).toMatchObject({ ok: true });
  });

  const older = 'is older than one that this computer has seen';
  const other = 'has the number of another one that this computer has seen';
  it('older than one that was seen, also after a restart', async () => {
    const rig = await setUp({ mode: 'notify' });
    rig.serve({ counter: 8, version: '0.3.0' });
    await rig.updates.check();
    rig.serve({ counter: 7 });
    for (const updates of [rig.updates, rig.start()]) {
      expect(await updates.check()).toMatchObject({ ok: false, problem: { kind: 'updates-refused', what: older } });
      expect(rig.standing(updates).known?.version).toBe('0.3.0');
    }
  });

  it('with the number of another one', async () => {
    const rig = await setUp({ mode: 'notify' });
    await rig.updates.check();
    rig.serve({ version: '0.3.0' });
    expect(await rig.updates.check()).toMatchObject({
      ok: false,
      problem: { kind: 'updates-refused', what: other },
    });
    expect(rig.standing().known?.version).toBe('0.2.0');
  });

  it('that somebody has put into the folder of the profile', async () => {
    const rig = await setUp({ mode: 'notify' });
    await rig.updates.check();
    const strangers = [newSigner(), newSigner()];
    const delivered = seal(list([rig.file], { version: '9.0.0' }), strangers).toString('base64');
    rig.disk.stored = { ...(rig.disk.stored as object), delivered };
    expect(rig.standing(rig.start()).known).toBeNull();
    for (const stored of ['x', { counter: 'x' }, { counter: -1 }, [], { length: { valueOf: 1 } }]) {
      rig.disk.stored = stored;
      expect(rig.standing(rig.start()).known).toBeNull();
    }
  });

  it('where it could not be written down that it was seen', async () => {
    const write = () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    const rig = await setUp({ store: { read: () => undefined, write } });
    expectRefused(rig, await rig.updates.check(), 'updates-unsaved', /could not be saved/);
  });

  const served: [string, Page, UpdateProblem['kind'], RegExp][] = [
    ['that does not end', endless, 'updates-answer', /more than the 300,000 bytes/],
    ['that is too large', Buffer.alloc(300_001, 'x'), 'updates-answer', /more than the 300,000 bytes/],
    ['that breaks off', brokenOff(Buffer.alloc(2000, 'x')), 'updates-answer', /broke off/],
    ['of a server that points elsewhere', redirect('https://evil.example/list'), 'updates-answer', /points to another/],
    ['of a server that points to http', redirect('http://127.0.0.1:1/list'), 'updates-answer', /points to another/],
    ['of a server that points to itself', redirect(LIST), 'updates-answer', /points to another/],
    ['of a server that has none', (response) => void response.writeHead(404).end('no'), 'updates-answer', /status 404/],
    ['of a server that fails', (response) => void response.writeHead(500).end('no'), 'updates-answer', /status 500/],
    ['in a part', (response) => void response.writeHead(206).end('x'), 'updates-answer', /status 206/],
    ['of a server that hangs up', (response) => void response.destroy(), 'unreachable', /cannot be reached/],
    ['that is empty', Buffer.alloc(0), 'updates-refused', /no list/],
  ];
  it.each(served)('%s', async (_, page, kind, says) => {
    const rig = await setUp();
    rig.server.put(LIST, page);
    expectRefused(rig, await rig.updates.check(), kind, says);
  });

  it.each([
    ['that drips', 20, { totalMs: 400 }, /0\.4 seconds/],
    ['that stops coming', 60_000, { stallMs: 150 }, /0\.15 seconds/],
  ])('%s', async (_, pauseMs, ends, says) => {
    const rig = await setUp({ patience: within(ends) });
    rig.server.put(LIST, drip(Buffer.from('x'), pauseMs));
    expectRefused(rig, await rig.updates.check(), 'timed-out', says);
  });

  it('of a server whose certificate nobody trusts', async () => {
    const server = createServer(untrustedCertificate, (_request, response) => response.end()).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { source } = await setUp();
    const { port } = server.address() as AddressInfo;
    const rig = await setUp({ source: { ...source, address: `https://127.0.0.1:${port}/list` } });
    expectRefused(rig, await rig.updates.check(), 'unreachable', /certificate is not trusted/);
  });
});
