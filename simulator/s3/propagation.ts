import type { SecretKey } from '../keys/secret-key.ts';
import { createRandom } from '../random.ts';
import type { Switches } from '../switches.ts';

const stretches = 8;

/**
 * True if S3 already knows the key. After `delay.seconds` S3 always knows it. With `flapping`, the second half of that time has eight
 * equal stretches: the key works in the first and fails in the last, and in each of the others the seed decides. So every key fails
 * again after its first success, in the same way in every run.
 */
export function isKnownToS3(
  key: Pick<SecretKey, 'created'>,
  now: number,
  delay: Switches['s3Delay'],
  seed: string,
): boolean {
  const age = ((now - key.created) / 1000) * delay.timeFactor;
  if (age >= delay.seconds) return true;
  const stretch = Math.floor((age / delay.seconds - 0.5) * 2 * stretches);
  if (!delay.flapping || stretch < 0 || stretch === stretches - 1) return false;
  return stretch === 0 || createRandom(`${seed}/s3/${stretch}`).below(2) === 0;
}
