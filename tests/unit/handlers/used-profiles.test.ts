import { describe, expect, it } from 'vitest';
import { createUsedProfiles } from '../../../main/handlers/used-profiles.ts';

function setUp(stored: unknown = undefined) {
  let content = stored;
  const store = {
    read: () => content,
    write: (value: unknown) => {
      content = value;
    },
  };
  return { start: () => createUsedProfiles(store), content: () => content };
}

const profiles = ['DEFAULT', 'prod', 'test', 'lab'].map((name) => ({ name }));
const names = (listed: readonly { name: string }[]) => listed.map(({ name }) => name);

describe('the profiles that were used', () => {
  it('come first, the last one in front, after a restart too; the others stay in the order of the file', () => {
    const { start } = setUp();
    const used = start();
    expect(names(used.lastUsedFirst('/a', profiles))).toEqual(['DEFAULT', 'prod', 'test', 'lab']);
    for (const name of ['test', 'lab', 'test']) used.note('/a', name);
    expect(names(used.lastUsedFirst('/a', profiles))).toEqual(['test', 'lab', 'DEFAULT', 'prod']);
    expect(names(start().lastUsedFirst('/a', profiles))).toEqual(['test', 'lab', 'DEFAULT', 'prod']);
  });

  it('count for their own file alone', () => {
    const used = setUp().start();
    used.note('/a', 'lab');
    expect(names(used.lastUsedFirst('/b', profiles))).toEqual(['DEFAULT', 'prod', 'test', 'lab']);
  });

  it('are at most fifty, and none where the store is not as it should be or fails', () => {
    const { start, content } = setUp([{ file: 7 }]);
    const used = start();
    for (let n = 0; n < 60; n += 1) used.note('/a', `p${n}`);
    expect(content()).toHaveLength(50);
    const full = () => {
      throw new Error('the disk is full');
    };
    const failing = createUsedProfiles({ read: () => null, write: full });
    failing.note('/a', 'lab');
    expect(names(failing.lastUsedFirst('/a', profiles))[0]).toBe('lab');
  });
});
