import { describe, expect, it } from 'vitest';
import type { LastView } from '../../../bridge/values/directory.ts';
import { createLeftViews } from '../../../main/handlers/left-views.ts';
import type { Account } from '../../../main/signin/account.ts';

const robots: LastView = { view: { view: 'users' }, domainId: 'ocid1.domain.oc1..robots' };
const settings: LastView = { view: { view: 'settings' }, domainId: null };

function setUp(stored: unknown = undefined) {
  let content = stored;
  const accounts = [
    { id: 'ada', sample: false },
    { id: 'play', sample: true },
  ] as unknown as Account[];
  const store = {
    read: () => content,
    write: (value: unknown) => {
      content = value;
    },
  };
  return { start: () => createLeftViews(store, { list: () => accounts }), content: () => content };
}

describe('where an account was left', () => {
  it('is there after a restart, each account for itself', () => {
    const { start } = setUp();
    const places = start();
    expect(places.of('ada')).toBeNull();
    expect(places.remember('ada', robots)).toEqual({ ok: true, value: null });
    expect(start().of('ada')).toEqual(robots);
    expect(start().of('grace')).toBeNull();
  });

  it('is forgotten with a sample account, and with one that has gone', () => {
    const { start, content } = setUp({ gone: robots });
    const places = start();
    places.remember('play', settings);
    places.remember('ada', robots);
    expect(places.of('play')).toEqual(settings);
    expect(content()).toEqual({ ada: robots });
  });

  it.each([[null], ['nonsense'], [[]], [{ ada: { view: { view: 'vault' }, domainId: null } }], [{ ada: 7 }]])(
    'is nowhere where %j is stored',
    (stored) => {
      expect(setUp(stored).start().of('ada')).toBeNull();
    },
  );

  it('says why it could not be written', () => {
    const store = {
      read: () => undefined,
      write: () => {
        throw new Error('full');
      },
    };
    const places = createLeftViews(store, { list: () => [] });
    expect(places.remember('ada', robots)).toEqual({ ok: false, problem: { kind: 'settings-failed', reason: 'full' } });
  });
});
