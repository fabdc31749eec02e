import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { campaignLinesOutcomeSchema } from '../../../bridge/values/campaign.ts';
import type { Question } from '../../../main/basics/question.ts';
import { campaignsHandler } from '../../../main/handlers/campaigns-handler.ts';
import { createRespond } from '../../../main/handlers/respond.ts';
import { createRunningCalls } from '../../../main/handlers/running-calls.ts';
import { packetsIn, setUpCampaigns } from '../../support/parts/campaign-desk.ts';
import type { KeyDesk } from '../../support/parts/key-desk.ts';
import { collected, rowsOf } from '../../support/parts/report-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { desk, programs, newFolder, look, begin, know } = setUpCampaigns();
const phases = (keydesk: KeyDesk) => keydesk.rotations.ledger.plans().map(({ userName, phase }) => [userName, phase]);

describe('a preview', () => {
  it('says line by line what will happen, and changes nothing', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', programs.pair.publicKey);
    const before = (await desk.controls().state()).keys.length;
    const { preview, lines } = await look(
      keydesk,
      'user,expires\ngrace.hopper,\nada.byron,\nHEDY.lamarr@acme.example,\nnobody,\ngraphite-sync,\nemmy.noether,31.12.2027\nGrace.Hopper@acme.example,\ns.kovalevskaya,2020-01-01\ns.kovalevskaya,\n',
    );
    const verdicts = lines
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, userName, verdict }) => [line, userName, verdict]);
    expect(verdicts).toEqual([
      [2, 'grace.hopper', 'ready'],
      [3, 'ada.byron', 'ready'],
      [4, 'hedy.lamarr', 'ready'],
      [5, 'nobody', 'not-found'],
      [6, 'graphite-sync', 'inactive'],
      [7, 'emmy.noether', 'bad-line'],
      [8, 'grace.hopper', 'same-user'],
      [9, 's.kovalevskaya', 'bad-line'],
      // No earlier line makes a key for this user.
      [10, 's.kovalevskaya', 'ready'],
    ]);
    // Lines that need attention come first.
    expect(lines.map(({ verdict }) => verdict === 'ready').indexOf(true)).toBe(5);
    expect(preview).toMatchObject({ total: 9, purpose: 'create' });
    const told = lines.filter(({ verdict, recipient }) => verdict === 'ready' && recipient === null);
    expect(told.map(({ userName }) => userName).toSorted()).toEqual(['ada.byron', 'hedy.lamarr', 's.kovalevskaya']);
    expect(lines.find(({ line }) => line === 2)?.newKey.name).toMatch(/^grace\.hopper-20\d\d-\d\d-\d\d$/);
    expect((await desk.controls().state()).keys.length).toBe(before);
    expect(await desk.posts()).toEqual([]);
    expect(keydesk.rotations.ledger.plans()).toEqual([]);
  });

  it('asks for a choice where a user has two keys, and proposes the one that does not work', async () => {
    const questions: Question[] = [];
    let agrees = false;
    const ask = async (question: Question) => {
      questions.push(question);
      return agrees;
    };
    const keydesk = await desk.signIn({ ask });
    await desk.controls().addKeyElsewhere('grace.hopper', 'one');
    await desk.controls().addKeyElsewhere('grace.hopper', 'two');
    const owner = await desk.ownerNamed('grace.hopper', keydesk);
    const { lines: both } = await look(keydesk, 'user\ngrace.hopper\n', 'rotate');
    // Both keys may be in use: the newer key is replaced, and to make room the older one would be deleted.
    const [older] = both[0]?.others ?? [];
    expect(both).toMatchObject([{ verdict: 'two-keys', old: { name: 'two' }, others: [{ name: 'one', why: null }] }]);
    expect(older?.older).toBe(true);
    const two = await desk.keyNamed('grace.hopper', 'two');
    unwrap(await keydesk.keys.setStatus(owner, two?.id ?? '', 'INACTIVE'));
    const { lines } = await look(keydesk, 'user\ngrace.hopper\n', 'rotate');
    expect(lines).toMatchObject([
      { verdict: 'two-keys', old: { name: 'one' }, others: [{ name: 'two', why: 'inactive' }] },
    ]);
    // The page has not said that the inactive key may be deleted.
    const { preview } = await look(keydesk, 'user\ngrace.hopper\n', 'rotate');
    const start = { preview: preview.preview, leaveOut: [], drafts: false, confirmation: null };
    expect(await keydesk.campaigns.start({ ...start, rooms: [], expected: 1 })).toMatchObject({
      problem: { kind: 'selection-empty' },
    });
    // Now the page says so. Main itself asks the person before it deletes a key.
    const rooms = [{ line: 2, keyId: two?.id ?? '' }];
    expect(await keydesk.campaigns.start({ ...start, rooms, expected: 1 })).toEqual({ ok: true, value: null });
    expect(questions).toMatchObject([{ message: 'Delete two of grace.hopper to make room?' }]);
    expect(keydesk.rotations.ledger.plans()).toEqual([]);
    agrees = true;
    const folder = (await begin(keydesk, 'user\ngrace.hopper\n', 1, { purpose: 'rotate', rooms })).folder;
    expect(packetsIn(folder)).toHaveLength(1);
    expect((await desk.keysOf('grace.hopper')).map(({ name }) => name)).toEqual([
      'one',
      expect.stringMatching(/^grace/),
    ]);
    // The old key stays as it is until its recipient has confirmed.
    expect(phases(keydesk)).toEqual([['grace.hopper', 'handed-over']]);
    // Then the old key waits for its deletion, and is not proposed to make room for a third key.
    const { id = '' } = keydesk.rotations.ledger.plans()[0] ?? {};
    unwrap(await keydesk.rotations.next(id, true));
    unwrap(await keydesk.rotations.next(id, false));
    const { lines: third } = await look(keydesk, 'user\ngrace.hopper\n');
    expect(third).toMatchObject([{ verdict: 'two-keys', others: [{ name: 'one', why: 'rotating' }, { why: null }] }]);
    const { lines: again } = await look(keydesk, 'user\ngrace.hopper\n', 'rotate');
    expect(again).toMatchObject([{ verdict: 'running', old: { name: 'one' } }]);
  });

  it('replaces the newer one of two keys that were both chosen in the report, so that the older one can make room', async () => {
    const keydesk = await desk.signIn();
    for (const name of ['one', 'two']) await desk.controls().addKeyElsewhere('grace.hopper', name);
    const { report } = await collected(keydesk.report);
    const byName = (await rowsOf(keydesk.report)).toSorted((a, b) => a.name.localeCompare(b.name));
    const rows = byName.map(({ row }) => row);
    const selection = { kind: 'rows', report, rows } as const;
    const request = { purpose: 'rotate', namePattern: '{key}', description: null, expiresOn: null } as const;
    const source = { kind: 'report', selection } as const;
    const seen = unwrap(await keydesk.campaigns.preview({ ...request, source }, new AbortController().signal));
    const { lines } = unwrap(keydesk.campaigns.readLines(seen.preview, 0, 10));
    expect(lines).toMatchObject([
      { line: 1, verdict: 'same-user', old: { name: 'one' }, others: [] },
      { line: 2, verdict: 'two-keys', old: { name: 'two' }, others: [{ name: 'one', older: true }] },
    ]);
  });

  it('is shown whatever the list has in its cells', async () => {
    const keydesk = await desk.signIn();
    const long = 'x'.repeat(4000);
    const { preview } = await look(keydesk, `user,key name\n${long},\nnobody,${long}\n\u202E,=1+1\n`);
    const respond = createRespond(String, () => {});
    const calls = createRunningCalls();
    const handler = campaignsHandler(respond, calls, keydesk.campaigns);
    const shown = campaignLinesOutcomeSchema.safeParse(await handler.ReadCampaignLines(preview.preview, 0, 10));
    expect(shown.data).toMatchObject({ ok: true, value: { total: 3 } });
  });

  it('leaves memory when Keydesk is locked, and when another account is the current one', async () => {
    const keydesk = await desk.signIn();
    const admin = keydesk.accounts.current()?.id ?? '';
    const user = await desk.signInAs('USER', keydesk.accounts);
    unwrap(keydesk.accounts.switchTo(admin));
    const gone = { problem: { kind: 'campaign-preview-gone' } };
    for (const leave of [() => keydesk.lock.lock(), async () => keydesk.accounts.switchTo(user.id)]) {
      const { preview } = await look(keydesk, 'user\ngrace.hopper\n');
      await leave();
      expect(keydesk.campaigns.readLines(preview.preview, 0, 10)).toMatchObject(gone);
      await keydesk.lock.unlock();
    }
  });

  it('begins one campaign, however often Start is pressed at once', async () => {
    const keydesk = await desk.signIn();
    const { preview } = await look(keydesk, 'user\ngrace.hopper\n');
    keydesk.campaignSystem.folder = newFolder();
    const start = { preview: preview.preview, leaveOut: [], rooms: [], drafts: false, expected: 1, confirmation: null };
    const begun = await Promise.all([keydesk.campaigns.start(start), keydesk.campaigns.start(start)]);
    expect(begun).toMatchObject([{ ok: true }, { problem: { kind: 'rotation-busy' } }]);
    await keydesk.campaigns.settled();
    expect(phases(keydesk)).toEqual([['grace.hopper', 'handed-over']]);
    expect(await desk.keysOf('grace.hopper')).toHaveLength(1);
  });
});

describe('a campaign', () => {
  it('says beside its packets which lines it has left out, and why, and goes on saying how many', async () => {
    const keydesk = await desk.signIn();
    const csv = 'user,expires\ngrace.hopper,\n=nobody,\ngraphite-sync,\nemmy.noether,31.12.2027\nhedy.lamarr,\n';
    const { preview } = await look(keydesk, csv);
    keydesk.campaignSystem.folder = newFolder();
    const about = { preview: preview.preview, rooms: [], drafts: false, confirmation: null };
    const begun = unwrap(await keydesk.campaigns.start({ ...about, leaveOut: [6], expected: 1 }));
    await keydesk.campaigns.settled();
    const file = readFileSync(join(begun?.folder ?? '', 'left-out.csv'), 'utf8');
    expect(file.split('\r\n')).toEqual([
      'line,user,display name,old key,result,why',
      "3,'=nobody,,,not found,",
      '4,graphite-sync,Graphite sync (service),,inactive,',
      '5,emmy.noether,,,bad line,The date of the expiry must look like 2027-01-31.',
      '6,hedy.lamarr,Hedy Lamarr,,left out,',
      '',
    ]);
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ leftOut: 4 }]);
    const { folder } = await begin(keydesk, 'user\nemmy.noether\n', 1);
    expect(readdirSync(folder)).not.toContain('left-out.csv');
  });

  it('is stopped, handed over and told by the account alone that began it', async () => {
    const keydesk = await desk.signIn();
    const { campaigns, rotations } = keydesk;
    const admin = keydesk.accounts.current()?.id ?? '';
    await desk.controls().setFault({ kind: 'status', method: 'POST', status: 400 });
    const { campaign } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2);
    const before = phases(keydesk);
    await desk.signInAs('USER', keydesk.accounts);
    for (const press of [
      () => campaigns.stop(campaign),
      () => campaigns.handOver(campaign, crypto.randomUUID()),
      () => campaigns.forgetWords(campaign),
      () => campaigns.resume(campaign),
    ])
      expect(await press()).toMatchObject({ problem: { kind: 'rotation-of-another', userName: 'ada.byron' } });
    expect(phases(keydesk)).toEqual(before);
    unwrap(keydesk.accounts.switchTo(admin));
    unwrap(await campaigns.stop(campaign));
    expect(rotations.ledger.plans().map(({ ended }) => ended)).toEqual(['skipped', null]);
  });

  it('deletes no key to make room of which a rotation has begun since', async () => {
    const keydesk = await desk.signIn();
    const { campaigns, rotations, secrets } = keydesk;
    for (const name of ['one', 'two']) await desk.controls().addKeyElsewhere('grace.hopper', name);
    const owner = await desk.ownerNamed('grace.hopper', keydesk);
    const [one = '', two = ''] = (await desk.keysOf('grace.hopper')).map(({ id }) => id);
    await desk.controls().setFault({ kind: 'status', method: 'DELETE', status: 400 });
    const { campaign } = await begin(keydesk, 'user\ngrace.hopper\n', 1, { rooms: [{ line: 2, keyId: one }] });
    const { newKey } = unwrap(await rotations.propose(owner, one));
    unwrap(await rotations.begin({ owner, keyId: one, newKey, room: two }));
    unwrap(await secrets.close(secrets.current()?.handle ?? '', true));
    unwrap(await campaigns.resume(campaign));
    await campaigns.settled();
    expect((await desk.keysOf('grace.hopper')).map(({ name }) => name)).toEqual(['one', 'one-2']);
    const [stopped] = rotations.ledger.plans();
    expect(stopped).toMatchObject({ phase: 'chosen', room: null });
    expect(rotations.problemOf(stopped?.id ?? '')).toEqual({ kind: 'rotation-running', keyName: 'one' });
  });
});
