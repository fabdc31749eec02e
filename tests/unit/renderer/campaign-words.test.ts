import { describe, expect, it } from 'vitest';
import type { Campaign, CampaignLine } from '../../../bridge/values/campaign.ts';
import {
  campaignTitle,
  campaignWords,
  canBeMade,
  isMade,
  lineWords,
  passphrasesWords,
  roomOf,
  usersWords,
} from '../../../renderer/features/rotations/campaign-words.ts';

const other = { keyId: 'k', accessKey: 'a', name: 'ring-experiment', why: 'expired', older: true } as const;
const line = (change: Partial<CampaignLine> = {}): CampaignLine => ({
  line: 2,
  userName: 'emmy.noether',
  displayName: 'Emmy Noether',
  domainName: 'Default',
  email: null,
  keyName: 'seminar-data',
  accessKey: 'a',
  newKeyName: 'seminar-data',
  verdict: 'two-keys',
  why: null,
  others: [other],
  recipient: 'passphrase',
  ...change,
});
const undecided = { leftOut: new Set<number>(), rooms: new Map() };
const campaign = (total: number, purpose: Campaign['purpose']): Campaign => ({
  id: '6f6e0b3c-8c5e-4a52-9f0e-0d1f0f5d7a11',
  begunAt: '2026-11-27T10:00:00.000Z',
  purpose,
  folder: null,
  leftOut: 0,
  counts: { total, toMake: total, refused: 0, lost: 0, packed: 0, confirmed: 0, ended: 0 },
  passphrases: 0,
  here: true,
  goesOn: true,
  handedOverTo: null,
  failure: null,
});

describe('many keys in words', () => {
  it('says of two keys what the person can do: choose one that goes, or name the one that is replaced', () => {
    expect(lineWords(line(), undecided)).toBe('Two keys already');
    const chosen = { ...undecided, rooms: new Map([[2, other]]) };
    expect([lineWords(line(), chosen), isMade(line(), chosen)]).toEqual(['ring-experiment is deleted first', true]);
    const working = { ...other, why: null };
    expect(lineWords(line({ others: [working] }), undecided)).toBe('Two keys that may both be in use');
    const hidden = line({ others: [] });
    expect(canBeMade(hidden)).toBe(false);
    expect(lineWords(hidden, undecided)).toBe('Two keys, and one cannot be read');
  });

  it('proposes for all users at once the key that does not work, or the older one, and none that is being rotated', () => {
    const proposals = (others: CampaignLine['others']) =>
      (['idle', 'older'] as const).map((kind) => roomOf(line({ others }), kind)?.name);
    const older = { ...other, why: null };
    const newer = { ...other, name: 'newer', why: null, older: false };
    expect(proposals([other])).toEqual(['ring-experiment', undefined]);
    expect(proposals([older])).toEqual([undefined, 'ring-experiment']);
    expect(proposals([older, newer])).toEqual([undefined, 'ring-experiment']);
    expect(proposals([older, { ...newer, why: 'inactive' }])).toEqual(['newer', undefined]);
    expect(proposals([newer])).toEqual([undefined, undefined]);
    expect(proposals([{ ...older, why: 'rotating' }])).toEqual([undefined, undefined]);
    expect(roomOf(line({ verdict: 'ready', others: [] }), 'older')).toBe(undefined);
  });

  it('counts one as one', () => {
    expect([usersWords(1), usersWords(300)]).toEqual(['1 user', '300 users']);
    expect(passphrasesWords(0)).toBe('');
    expect(passphrasesWords(1)).toContain(' 1 packet opens with a passphrase: ');
    expect(passphrasesWords(2)).toContain(' 2 packets open with a passphrase: ');
    expect(campaignWords({ ...campaign(2, 'rotate'), leftOut: 3 }).replaceAll('\u00A0', ' ')).toBe(
      '2 to make · 3 left out: see left-out.csv',
    );
    expect(campaignTitle(campaign(1, 'create'))).toBe('1 new key of 27 Nov 2026');
    expect(campaignTitle(campaign(30, 'rotate'))).toBe('30 keys of 27 Nov 2026');
  });
});
