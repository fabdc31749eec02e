import { describe, expect, it } from 'vitest';
import type { RotationRow } from '../../../bridge/values/rotation.ts';
import { actionsOf, besideNext, doneWords, endsUndo } from '../../../renderer/features/rotations/rotation-actions.ts';
import {
  nextWords,
  rowStep,
  stepLines,
  waitingSentence,
  waitsWords,
} from '../../../renderer/features/rotations/rotation-words.ts';

const row = (change: Partial<RotationRow> = {}): RotationRow => ({
  id: '6f6e0b3c-8c5e-4a52-9f0e-0d1f0f5d7a11',
  campaign: null,
  how: 'guided',
  owner: { kind: 'user', domainId: null, id: 'u', ocid: 'u' },
  userName: 'grace.hopper',
  displayName: 'Grace Hopper',
  domainName: 'Default',
  keyName: 'backup-nas',
  accessKey: 'old',
  newKeyName: 'backup-nas',
  newAccessKey: null,
  step: 'chosen',
  waitsFor: { kind: 'person' },
  since: '2026-11-27T10:00:00.000Z',
  due: null,
  next: 'make',
  canUndo: false,
  canSkip: true,
  canStop: true,
  canClaim: false,
  paused: false,
  ended: null,
  ...change,
});
const at = '2026-11-27T10:00:00.000Z';
const event = (name: string) => ({ at, event: name, accessKey: null });

describe('a rotation in words', () => {
  it('says what it waits for, and what the person does about it', () => {
    expect(waitsWords(row())).toBe('You: make the new key');
    expect(waitsWords(row({ waitsFor: { kind: 'time', until: '2026-12-04T10:00:00.000Z' } }))).toBe('Until 4 Dec 2026');
    const waiting = row({ waitsFor: { kind: 'time', until: '2026-12-04T10:00:00.000Z' } });
    expect(waitingSentence({ ...waiting, canUndo: true })).toMatch(
      /^Until 4 Dec 2026\. .* Undo activates the key again\.$/,
    );
    expect(waitingSentence(waiting)).toBe('Until 4 Dec 2026. The old key is still active.');
    expect(waitsWords(row({ waitsFor: { kind: 'account', name: 'Ada Byron' } }))).toBe('Sign in as Ada Byron');
    expect(waitsWords(row({ ended: 'done' }))).toBe('–');
  });

  it('calls the steps of a packet by what is known of it', () => {
    expect(rowStep(row({ step: 'handed-over' }))).toBe('Handed over');
    expect(rowStep(row({ step: 'handed-over', how: 'packet' }))).toBe('Packet written');
    expect(rowStep(row({ step: 'tested', how: 'packet' }))).toBe('Confirmed');
    expect(rowStep(row({ step: 'handed-over', ended: 'stopped' }))).toBe('Stopped');
    expect(nextWords('confirm', row({ how: 'packet' }))).toContain('Without the receipt');
  });

  it('lists its steps: those that are done with their day, the next one, and the others', () => {
    const lines = stepLines({ row: row({ step: 'made' }), events: [event('chosen'), event('made')] });
    expect(lines.map(({ step, state }) => [step, state])).toEqual([
      ['chosen', 'done'],
      ['made', 'done'],
      ['handed-over', 'next'],
      ['tested', 'later'],
      ['deactivated', 'later'],
      ['observed', 'later'],
      ['deleted', 'later'],
    ]);
    expect(lines.map((line) => line.at)).toEqual([at, at, null, null, null, null, null]);
  });

  it('ends with the new key where there is no old one, and has no next step at its end', () => {
    expect(stepLines({ row: row({ accessKey: null }), events: [] }).map(({ step }) => step)).toEqual([
      'chosen',
      'made',
      'handed-over',
      'tested',
    ]);
    const ended = stepLines({ row: row({ step: 'made', ended: 'stopped' }), events: [] });
    expect(ended.some(({ state }) => state === 'next')).toBe(false);
  });

  it('says that an old key was left active where the tenancy takes no status', () => {
    const { text } = stepLines({ row: row({ step: 'deactivated' }), events: [event('waiting')] })[4] ?? {};
    expect(text).toBe('Old key left active');
  });

  it('says the same of a tenancy without identity domains beforehand, and in the table', () => {
    const classic = row({ domainName: null, step: 'tested', next: 'deactivate' });
    expect(nextWords('deactivate', row())).toContain('the old key is refused');
    expect(nextWords('deactivate', classic)).toMatch(/deactivates no key: the old one stays active/);
    expect(stepLines({ row: classic, events: [] }).map(({ text }) => text)).toContain('Old key left active');
    const waiting = row({ step: 'deactivated', waitsFor: { kind: 'time', until: at } });
    expect(rowStep({ ...waiting, canUndo: true })).toBe('Old key deactivated');
    expect(rowStep(waiting)).toBe('Old key left active');
    expect(rowStep({ ...classic, step: 'deactivated' })).toBe('Old key left active');
  });

  it('says of an action what it has done, and nothing of one that was cancelled', () => {
    const lost = row({ step: 'made', next: 'make-again', canClaim: true });
    expect(doneWords('claim', lost, { ...lost })).toBeNull();
    expect(doneWords('claim', lost, { ...lost, step: 'tested', canClaim: false })).toBe('Step done.');
    expect(doneWords('undo', row({ canUndo: true }), row())).toBe('The old key is active again.');
  });

  it('asks before Stop here ends Undo, and then alone', () => {
    expect(endsUndo('stop', row({ canUndo: true }))).toBe(true);
    expect([endsUndo('stop', row()), endsUndo('pause', row({ canUndo: true }))]).toEqual([false, false]);
  });

  it('offers what main offers, and no next step to a paused or ended rotation', () => {
    expect(actionsOf(row())).toEqual(['next', 'skip', 'stop', 'pause']);
    expect(actionsOf(row({ paused: true, canUndo: true }))).toEqual(['undo', 'skip', 'stop', 'resume']);
    expect(actionsOf(row({ ended: 'done' }))).toEqual([]);
    expect(besideNext(row({ next: 'make-again' }), null)).toEqual([]);
    expect(besideNext(row({ next: 'make-again', canClaim: true }), null)).toEqual(['claim']);
  });
});
