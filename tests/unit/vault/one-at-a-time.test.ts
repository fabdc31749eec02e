import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { keychainWords } from '../../../main/vault/keychain-words.ts';
import { createOneAtATime, tooLate } from '../../../main/vault/one-at-a-time.ts';

const keep = () => {};

describe('one thing at a time', () => {
  it('begins the next when the one before has ended, however it ended', async () => {
    const inTurn = createOneAtATime(1000);
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await wait(5);
      events.push(`${name} ends`);
      if (name === 'b') throw new Error(name);
      return name;
    };
    const all = await Promise.allSettled(['a', 'b', 'c'].map((name) => inTurn(work(name), keep)));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('gives up what takes too long, and hands over what it gives in the end', async () => {
    const inTurn = createOneAtATime(20);
    const end = Promise.withResolvers<string>();
    const late: string[] = [];
    const given = await inTurn(
      () => end.promise,
      (value) => late.push(value),
    );
    expect(given).toBe(tooLate);
    end.resolve('a secret');
    await wait(1);
    expect(late).toEqual(['a secret']);
  });

  it('tells others at once while something is stuck, and goes on when it is not any more', async () => {
    const inTurn = createOneAtATime(200);
    const end = Promise.withResolvers<void>();
    await inTurn(() => end.promise, keep);
    let began = false;
    const next = async () => {
      began = true;
      return 'done';
    };
    expect(await Promise.race([inTurn(next, keep), wait(50, 'has to wait')])).toBe(tooLate);
    expect(began).toBe(false);
    end.resolve();
    await wait(1);
    expect(await inTurn(next, keep)).toBe('done');
  });

  it('never begins what waited too long', async () => {
    const inTurn = createOneAtATime(20);
    const end = Promise.withResolvers<void>();
    const first = inTurn(() => end.promise, keep);
    let began = false;
    const second = inTurn(async () => {
      began = true;
    }, keep);
    expect(await Promise.all([first, second])).toEqual([tooLate, tooLate]);
    end.resolve();
    await wait(5);
    expect(began).toBe(false);
  });
});

describe('the words for a keychain’s trouble', () => {
  it.each([
    [
      "Couldn't access platform storage: Secret Service: unlock prompt was dismissed",
      'it is locked, and was not unlocked',
    ],
    ['Platform failure: DBus error: Did not receive a reply. Possible causes include: …', 'it does not answer'],
    [
      'Platform failure: DBus error: Failed to connect to socket /tmp/dbus-x: No such file or directory',
      'no keychain is running on this desktop',
    ],
    [
      'Platform failure: DBus error: Connection was disconnected before a reply was received',
      'no keychain is running on this desktop',
    ],
    [
      'Platform failure: DBus error: Using X11 for dbus-daemon autolaunch was disabled at compile time, set your …',
      'no keychain is running on this desktop',
    ],
    [
      'Platform failure: DBus error: Could not parse server address: Unknown address type (examples of valid types …',
      'no keychain is running on this desktop',
    ],
    [
      'Platform failure: Secret Service: no result found',
      'this desktop has no default keyring; if it asks for the password of a new one, perhaps behind this window, give one, or make a keyring in its program Passwords and Keys',
    ],
    ['Platform secure storage failure: (-128) User canceled the operation.', 'its use was denied'],
    ['Platform secure storage failure: error code -25308', 'it is locked'],
    ['Something new\nwith a second line', 'Something new'],
    ['', 'it gave no reason'],
  ])('turn %j into %j', (text, words) => {
    expect(keychainWords(text)).toBe(words);
  });
});
