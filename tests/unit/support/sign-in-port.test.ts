import process from 'node:process';
import { expect, it } from 'vitest';
import { holdSignInPort } from '../../support/app/sign-in-port.ts';

it.skipIf(process.platform !== 'linux')('the port of a sign-in is held by one test at a time', async () => {
  const holders: number[] = [];
  let now = 0;
  const turn = async (number: number) => {
    const release = await holdSignInPort();
    expect(++now).toBe(1);
    await new Promise(setImmediate);
    holders.push(number);
    now--;
    await release();
  };
  await Promise.all([1, 2, 3, 4].map(turn));
  expect(holders.toSorted()).toEqual([1, 2, 3, 4]);
});
