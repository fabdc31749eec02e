import { describe, expect, it } from 'vitest';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import type { ReadinessState, SavedKey } from '../../../bridge/values/usage.ts';
import {
  openKeyInUse,
  sameSource,
  savedKeyInUse,
  savedTwin,
  sourceId,
  testOf,
} from '../../../renderer/panes/usage/key-in-use.ts';
import { openSecret } from '../../support/parts/open-secret.ts';

const handle = '00000000-0000-4000-8000-000000000001';
const id = '00000000-0000-4000-8000-000000000002';

const kept: SavedKey = {
  id,
  name: 'backup',
  keyName: 'ci-deploy',
  accessKey: '4f1c0e77',
  ownerName: 'Grace Hopper',
  tenancyName: 'acme',
  namespace: null,
  region: null,
  endpoint: null,
  keptAt: '2026-11-22T12:00:00Z',
};

const open: OpenSecret = { ...openSecret, handle };

describe('a key in use', () => {
  it('is the open key, with the name under which it is kept on this computer', () => {
    expect(openKeyInUse(open, [])).toMatchObject({ source: { kind: 'open', handle }, savedName: null });
    expect(openKeyInUse(open, [kept]).savedName).toBe('backup');
    expect(openKeyInUse({ ...open, accessKey: 'another' }, [kept]).savedName).toBeNull();
  });
  it('is a key kept on this computer, by its id', () => {
    expect(savedKeyInUse(kept)).toMatchObject({ source: { kind: 'saved', id }, savedName: 'backup' });
    expect(sourceId(savedKeyInUse(kept).source)).toBe(id);
  });
  it('is known again by its access key', () => {
    expect(savedTwin('4f1c0e77', [kept])).toBe(kept);
    expect(savedTwin('4F1C0E77', [kept])).toBeNull();
  });
  it('is not another one of the same id and another kind', () => {
    expect(sameSource({ kind: 'open', handle: id }, { kind: 'saved', id })).toBe(false);
    expect(sameSource({ kind: 'saved', id }, { kind: 'saved', id })).toBe(true);
  });
  it('has its own test, and not that of another', () => {
    const state: ReadinessState = {
      kind: 'ended',
      source: { kind: 'saved', id },
      keyName: 'ci-deploy',
      endpoint: 'https://acme.example',
      region: 'eu-frankfurt-1',
      attempts: 1,
      last: null,
      startedAt: 0,
      endedAt: 1,
      how: 'stopped',
    };
    expect(testOf(state, { kind: 'saved', id })).toBe(state);
    expect(testOf(state, { kind: 'open', handle })).toBeNull();
    expect(testOf({ kind: 'idle' }, { kind: 'saved', id })).toBeNull();
  });
});
