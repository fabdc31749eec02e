import { expect, test } from 'vitest';
import { createObservable } from '../../../main/basics/observable.ts';
import { tellOfRotations } from '../../../main/handlers/rotation-notice.ts';

function follow(waiting: number, isWanted = true) {
  const rotations = createObservable({ waiting, held: 0 });
  const person = { isWatching: false };
  const shown: string[] = [];
  tellOfRotations({
    rotations,
    isWanted: () => isWanted,
    isWatched: () => person.isWatching,
    show: (title) => void shown.push(title),
  });
  return { rotations, person, shown };
}

test('what waits is told at start, and again when more waits while nobody looks at the window', () => {
  const { rotations, person, shown } = follow(3);
  expect(shown).toEqual(['3 rotations wait for you']);
  rotations.change({ waiting: 3, held: 0 });
  rotations.change({ waiting: 1, held: 0 });
  expect(shown).toHaveLength(1);
  person.isWatching = true;
  rotations.change({ waiting: 2, held: 0 });
  expect(shown).toHaveLength(1);
  person.isWatching = false;
  rotations.change({ waiting: 4, held: 0 });
  expect(shown.at(-1)).toBe('4 rotations wait for you');
});

test('nothing is told where nothing waits, or where the person does not want it', () => {
  expect(follow(0).shown).toEqual([]);
  expect(follow(2, false).shown).toEqual([]);
  const one = follow(0);
  one.rotations.change({ waiting: 1, held: 0 });
  expect(one.shown).toEqual(['1 rotation waits for you']);
});

test('a campaign that waits is told beside the rotations', () => {
  const { rotations, shown } = follow(0);
  rotations.change({ waiting: 0, held: 1 });
  rotations.change({ waiting: 2, held: 1 });
  expect(shown).toEqual(['1 paused campaign waits for you', '2 rotations and 1 paused campaign wait for you']);
});
