import { afterAll, beforeAll } from 'vitest';
import { type AgeProgram, openAgeProgram } from '../programs/age-program.ts';

/** The `age` program and a key pair of a recipient, for all tests of a file. To be called at its top; both are there from the first test on. */
export function setUpAgeProgram() {
  let age: AgeProgram;
  let pair: Awaited<ReturnType<AgeProgram['keygen']>>;
  beforeAll(async () => {
    age = openAgeProgram();
    pair = await age.keygen();
  });
  afterAll(() => age.remove());
  return { age: () => age, pair: () => pair };
}
