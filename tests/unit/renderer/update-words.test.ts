import { describe, expect, it } from 'vitest';
import { packageKindSchema } from '../../../bridge/values/updates.ts';
import { knownSentence, megabytes, wayToGet } from '../../../renderer/features/settings/update-words.ts';

const known = (version: string, isNewer: boolean) => ({
  ownVersion: '0.1.0',
  known: { version, isNewer, isNeeded: false, issued: '', expires: '', download: null },
});

describe('newer versions in words', () => {
  it('say what is known, and no more', () => {
    expect(knownSentence({ ownVersion: '0.1.0', known: null })).toMatch(/does not know yet/);
    expect(knownSentence(known('0.2.0', true))).toBe('Keydesk 0.2.0 is available. You have 0.1.0.');
    expect(knownSentence(known('0.1.0', false))).toBe('You have the newest version, 0.1.0.');
    expect(knownSentence(known('0.0.9', false))).toBe('You have 0.1.0, which is newer than 0.0.9 in the list.');
    expect(megabytes(94_160_000)).toBe('94.2 MB');
  });

  it.each(packageKindSchema.options)('have a way to get it where Keydesk came as %s', (kind) => {
    const { text, command } = wayToGet(kind);
    expect(text).toMatch(/\.$/);
    // A kind of package that needs no terminal has no command.
    expect(command === null).toBe(kind === 'exe' || kind === 'dmg');
    expect(command?.('NAME') ?? 'NAME').toContain('NAME');
  });
});
