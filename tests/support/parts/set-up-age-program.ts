import { afterAll, beforeAll } from 'vitest';
import { type AgeProgram, openAgeProgram } from '../programs/age-program.ts';

/** The `age` program and a recipient's key pair for all tests of a file. Call it at the top; both exist from the first test on. */
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
