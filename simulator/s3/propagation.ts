import type { SecretKey } from '../keys/secret-key.ts';
import { createRandom } from '../random.ts';
import type { Switches } from '../switches.ts';

const stretches = 8;

/**
 * Whether S3 knows the key yet. After `delay.seconds` it always does. With `flapping`, the second half of that time has eight
 * equal stretches: in the first the key works, in the last it does not, and in between the seed decides. So every key fails again
 * after its first success, in the same way in every run.
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
