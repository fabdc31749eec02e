import { describe, expect, it } from 'vitest';
import { keyAge } from '../../../renderer/features/keys/key-age.ts';
import { keyExpiry } from '../../../renderer/features/keys/key-expiry.ts';
import { statusWords } from '../../../renderer/features/keys/status-words.ts';
import { judgeName } from '../../../renderer/panes/key-name.ts';

const now = new Date(2026, 10, 22, 12, 0, 0).getTime();
const minute = 60_000;
const day = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();

describe('the age of a key', () => {
  it.each([
    [0, 'Just now', 'at 12:00'],
    [5 * minute, '5 min ago', 'at 11:55'],
    [3 * 60 * minute, '3 h ago', 'at 09:00'],
    [day, 'Yesterday', '21 Nov 2026'],
    [12.4 * day, '12 days ago', '10 Nov 2026'],
    [90.9 * day, '90 days ago', '23 Aug 2026'],
  ])('%d ms back reads "%s"', (age, first, second) => {
    expect(keyAge(iso(now - age), now, 90)).toEqual({ first, second, old: false });
  });

  it('warns from the 91st day on, with the date first', () => {
    expect(keyAge(iso(now - 204.2 * day), now, 90)).toEqual({ first: '2 May 2026', second: '204 days old', old: true });
    expect(keyAge(iso(now - 91 * day), now, 90).old).toBe(true);
    expect(keyAge(iso(now - 91 * day), now, 91).old).toBe(false);
  });

  it('takes a server whose clock is ahead for now', () => {
    expect(keyAge(iso(now + 40_000), now, 90).first).toBe('Just now');
  });

  it('says so when Oracle sent no date, or an unreadable one', () => {
    expect(keyAge(null, now, 90).first).toBe('Unknown');
    expect(keyAge('soon', now, 90)).toEqual({ first: 'Unknown', second: null, old: false });
  });
});

describe('the expiry of a key', () => {
  it('is never without a date', () => {
    expect(keyExpiry(null, now)).toEqual({ text: 'Never', badge: null, urgency: 'none' });
  });
  it('is a plain date while there is time', () => {
    expect(keyExpiry(iso(now + 90 * day), now)).toEqual({ text: '20 Feb 2027', badge: null, urgency: 'none' });
    expect(keyExpiry(iso(now + 14 * day), now).urgency).toBe('none');
  });
  it.each([
    [13.9, 'In 13 days'],
    [1.5, 'In 1 day'],
    [0.4, 'Within a day'],
  ])('warns %d days before: %s', (days, badge) => {
    expect(keyExpiry(iso(now + days * day), now)).toMatchObject({ badge, urgency: 'soon' });
  });
  it('is expired from its very moment on', () => {
    expect(keyExpiry(iso(now), now)).toMatchObject({ badge: 'Expired', urgency: 'expired' });
  });
});

describe('the status of a key', () => {
  it('is what the service reports, and offers the other one', () => {
    expect(statusWords({ kind: 'reported', status: 'INACTIVE' }, now)).toMatchObject({
      text: 'Inactive',
      note: null,
      offers: ['ACTIVE'],
    });
  });
  it('says when it is only known from here', () => {
    expect(statusWords({ kind: 'set-here', status: 'ACTIVE', at: iso(now - 5 * minute) }, now)).toMatchObject({
      text: 'Active',
      note: 'Set here, 5 min ago',
      offers: ['INACTIVE'],
    });
  });
  it('is never guessed: unreported offers both ways', () => {
    expect(statusWords({ kind: 'unreported' }, now)).toMatchObject({
      text: 'Not reported',
      tone: 'neutral',
      offers: ['INACTIVE', 'ACTIVE'],
    });
  });
  it('offers nothing for a key that is expired or going', () => {
    expect(statusWords({ kind: 'expired' }, now).offers).toEqual([]);
    expect(statusWords({ kind: 'deleting' }, now).offers).toEqual([]);
  });
});

describe('the name of a key', () => {
  it('shows no error before it is sent empty', () => {
    expect(judgeName('', false).error).toBeNull();
    expect(judgeName('', true).error).toMatch(/Give the key a name/);
  });
  it('needs more than spaces', () => {
    expect(judgeName('   ', false).error).toBe('A name needs more than spaces.');
  });
  it('has at most 255 characters, counted after trimming, as main counts them', () => {
    expect(judgeName(` ${'x'.repeat(255)} `, true)).toEqual({ error: null, counter: '255 of 255 characters' });
    expect(judgeName('🔑'.repeat(255), true).error).toBeNull();
    expect(judgeName('x'.repeat(257), true).error).toBe('The name is 2 characters longer than the 255 allowed.');
  });
  it('counts only near the limit', () => {
    expect(judgeName('x'.repeat(199), true).counter).toBeNull();
    expect(judgeName('x'.repeat(200), true).counter).toBe('200 of 255 characters');
  });
  it('holds nothing that cannot be shown', () => {
    expect(judgeName('a\tb', false).error).toMatch(/cannot be shown/);
  });
});
