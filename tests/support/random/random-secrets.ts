import { seededRandom } from './seeded-random.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** 0x21 to 0x7e. */
export const PRINTABLE: readonly number[] = Array.from({ length: 94 }, (_, index) => 0x21 + index);

/** Secrets from the seed of the run. Half are like Oracle's (44 characters of base64), the others have any printable characters. */
export function randomSecrets(count: number, stream: number): Buffer[] {
  const random = seededRandom(stream);
  const oneOf = <T extends string | readonly number[]>(all: T) => all[Math.floor(random() * all.length)] ?? 0;
  return Array.from({ length: count }, (_, index) => {
    if (index % 2 === 0) return Buffer.from(`${Array.from({ length: 43 }, () => oneOf(BASE64)).join('')}=`);
    return Buffer.from(Array.from({ length: 1 + Math.floor(random() * 64) }, () => Number(oneOf(PRINTABLE))));
  });
}
