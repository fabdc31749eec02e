import { describe, expect, it } from 'vitest';
import type { ClipboardState } from '../../../bridge/values/secret.ts';
import { closedWords } from '../../../renderer/features/secret/closed-words.ts';
import { clipboardWords, secondsLeft, spokenClipboardWords } from '../../../renderer/panes/clipboard-words.ts';
import { daysWithin, expiryInstant, firstChoice, judgeExpiry, never } from '../../../renderer/panes/expiry-choice.ts';

const ours = '00000000-0000-4000-8000-000000000001';
const another = '00000000-0000-4000-8000-000000000002';
const now = new Date(2026, 10, 22, 12, 0, 0).getTime();
const holding: ClipboardState = {
  kind: 'holding',
  handle: ours,
  what: 'secret-key',
  clearsAt: now + 27_000,
  seconds: 30,
};

const copyOfOurs = { handle: ours, what: 'secret-key' } as const;
const copyOfAnother = { handle: another, what: 'secret-key' } as const;
const cleared = { kind: 'cleared', due: true, what: 'secret-key' } as const;

describe('the countdown of the clipboard', () => {
  it('counts whole seconds down to zero and not below', () => {
    const left = (ms: number) => secondsLeft({ clearsAt: now + ms, seconds: 30 }, now);
    expect([26_001, 1, 0, -5000].map(left)).toEqual([27, 1, 0, 0]);
  });
  it('never promises more than the whole time, though its own clock lags', () => {
    expect(secondsLeft({ clearsAt: now + 30_200, seconds: 30 }, now)).toBe(30);
  });
  it('says in how many seconds the secret is cleared', () => {
    expect(clipboardWords(holding, copyOfOurs, now, false)?.text).toBe('Copied. The clipboard is cleared in 27 s.');
    expect(clipboardWords(holding, copyOfOurs, now, true)?.text).toMatch(
      /in 27 s\. Closing leaves it there until then\.$/,
    );
  });
  it('says nothing about the secret of another dialog, or when something else is in the clipboard', () => {
    expect(clipboardWords(holding, copyOfAnother, now, true)).toBeNull();
    expect(clipboardWords({ kind: 'copied', what: 'text' }, copyOfOurs, now, true)).toBeNull();
    expect(clipboardWords({ kind: 'idle' }, copyOfOurs, now, true)).toBeNull();
  });
  it('tells apart cleared, left alone and not cleared', () => {
    const words = (kind: 'cleared' | 'replaced' | 'not-cleared') =>
      clipboardWords({ kind, due: true, what: 'secret-key', handle: ours }, copyOfOurs, now, true);
    expect(words('cleared')?.text).toMatch(/was cleared/);
    expect(words('replaced')?.text).toMatch(/left alone, because something else/);
    expect(words('not-cleared')).toMatchObject({
      tone: 'warning',
      text: expect.stringMatching(/could not be cleared/),
    });
  });
  it('is spoken once for each copy, not each second', () => {
    const spoken = spokenClipboardWords(holding, copyOfOurs);
    expect(spoken).toBe('Secret key copied; it leaves the clipboard in 30 seconds.');
    expect(spokenClipboardWords({ ...holding, clearsAt: now + 1000 }, copyOfOurs)).toBe(spoken);
    expect(spokenClipboardWords({ ...cleared, handle: ours }, copyOfOurs)).toBe('Clipboard cleared.');
    expect(spokenClipboardWords({ ...cleared, handle: another }, copyOfOurs)).toBe('');
  });
});

describe('the notice about a secret key whose dialog is closed', () => {
  const about = { handle: ours, keyName: 'ci', ownerName: 'Grace Hopper' };
  const closed = { ...about, own: true, what: 'secret-key', isOnClipboard: true } as const;
  it('counts down while its copy is on the clipboard, and says that it can be shown again until then', () => {
    expect(closedWords(closed, holding, now)).toMatchObject({
      what: 'The secret key of ci is on the clipboard for 27 s.',
      more: 'Paste it now. As long as it is there, it can be shown again; after that nobody can show it.',
      end: 'Clear now',
    });
    const notCleared = { ...cleared, kind: 'not-cleared', handle: ours } as const;
    expect(closedWords(closed, notCleared, now).what).toBe('The secret key of ci is still on the clipboard.');
  });
  it('names the owner of another user’s key, since keys of two users may have the same name', () => {
    const { what } = closedWords({ ...closed, own: false }, holding, now);
    expect(what).toBe('The secret key of ci for Grace Hopper is on the clipboard for 27 s.');
  });
  it('says when the copy left the clipboard before it is known to be pasted', () => {
    expect(closedWords({ ...closed, isOnClipboard: false }, { kind: 'idle' }, now)).toMatchObject({
      what: 'The secret key of ci is no longer on the clipboard.',
      end: 'It is stored',
    });
    const words = { ...closed, what: 'passphrase', isOnClipboard: false } as const;
    expect(closedWords(words, { kind: 'idle' }, now)).toMatchObject({
      what: 'The ten words of ci are no longer on the clipboard.',
      more: expect.stringContaining('has forgotten them'),
    });
  });
});

describe('the expiry of a new key', () => {
  const free = { most: null, must: false };
  it('is null for never', () => {
    expect(expiryInstant(never, now)).toBeNull();
    expect(judgeExpiry(never, now, free)).toBeNull();
  });
  it('is the beginning of the day so many days ahead', () => {
    expect(expiryInstant({ kind: 'days', days: 90 }, now)).toBe(new Date(2027, 1, 20).toISOString());
  });
  it('is the beginning of the day chosen, in this computer’s time zone', () => {
    expect(expiryInstant({ kind: 'date', date: '2027-02-20' }, now)).toBe(new Date(2027, 1, 20).toISOString());
  });
  it('is refused without a day, today, and in the past', () => {
    expect(judgeExpiry({ kind: 'date', date: '' }, now, free)).toMatch(/Choose the day/);
    expect(judgeExpiry({ kind: 'date', date: '2026-11-22' }, now, free)).toMatch(/must lie ahead/);
    expect(judgeExpiry({ kind: 'date', date: '2020-01-01' }, now, free)).toMatch(/must lie ahead/);
    expect(judgeExpiry({ kind: 'date', date: '2026-11-23' }, now, free)).toBeNull();
  });
  it('is a must where the company prescribes one: 90 days are offered first, or as many as are allowed', () => {
    expect(firstChoice(free)).toEqual(never);
    expect(firstChoice({ most: null, must: true })).toEqual({ kind: 'days', days: 90 });
    expect(firstChoice({ most: 14, must: true })).toEqual({ kind: 'days', days: 14 });
    expect(judgeExpiry(never, now, { most: null, must: true })).toMatch(/prescribes an expiry/);
  });
  it('is within the days that the company prescribes, which can be chosen at once', () => {
    const sixty = { most: 60, must: true };
    expect(daysWithin(sixty)).toEqual([30, 60]);
    expect(daysWithin({ most: 90, must: true })).toEqual([30, 90]);
    expect(judgeExpiry({ kind: 'days', days: 60 }, now, sixty)).toBeNull();
    expect(judgeExpiry({ kind: 'date', date: '2027-01-21' }, now, sixty)).toBeNull();
    expect(judgeExpiry({ kind: 'date', date: '2027-01-22' }, now, sixty)).toMatch(/60 days at the most/);
  });
});
