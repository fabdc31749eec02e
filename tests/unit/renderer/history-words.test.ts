import { describe, expect, it } from 'vitest';
import type { HandoverRecord } from '../../../bridge/values/keys.ts';
import { handoverTime, handoverWords, lastHandover } from '../../../renderer/features/keys/history-words.ts';

const now = new Date(2026, 10, 22, 14, 7).getTime();
const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString();
const mailed: HandoverRecord = { at: at(2), how: 'mail-recipient', to: 'grace@acme.example' };

describe('the history of a key', () => {
  it('says what was done last, to whom, and how long ago', () => {
    const printed: HandoverRecord = { at: at(90), how: 'print', to: null };
    expect(lastHandover([printed, mailed], now)).toBe('E-mail draft for grace@acme.example, 2 min ago');
    expect(lastHandover([printed], now)).toBe('Printed, 1 h ago');
  });
  it('says nothing where nothing is known', () => {
    expect(lastHandover([], now)).toBeNull();
  });
  it('has other words for each way', () => {
    const ways = [
      'file-recipient',
      'file-passphrase',
      'mail-recipient',
      'mail-passphrase',
      'print',
      'spelled',
    ] as const;
    const words = ways.map((how) => handoverWords({ how, to: null }));
    expect(new Set(words).size).toBe(ways.length);
  });
  it('names the file, or the owner of the public key it was encrypted for', () => {
    expect(handoverWords({ how: 'file-passphrase', to: 'ci-deploy.age' })).toBe(
      'Handed over as the file ci-deploy.age, with a passphrase',
    );
    expect(handoverWords({ how: 'file-recipient', to: 'Grace Hopper (velvet crisp)' })).toBe(
      'Handed over as a file for Grace Hopper (velvet crisp)',
    );
  });
  it('tells the time of each, and leaves out one that cannot be read', () => {
    expect(handoverTime(mailed.at)).toBe('22 Nov 2026 at 14:05');
    expect(handoverTime('soon')).toBe('');
    expect(lastHandover([{ ...mailed, at: 'soon' }], now)).toBe('E-mail draft for grace@acme.example');
  });
});
