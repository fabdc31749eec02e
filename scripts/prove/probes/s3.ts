import { randomBytes } from 'node:crypto';
import { factsOf } from '../facts.ts';
import { need, type ProbeCode } from '../probe.ts';
import type { Reply, Side } from '../side.ts';
import { apiOf, createKey, needRoom, patchKey } from './keys.ts';

/** The longest wait for a new key. Users have reported 55 seconds to 8 minutes. */
const NEW_KEY_SECONDS = 300;
const CHANGE_SECONDS = 60;
/** True if the signature was accepted, even if the user may not list buckets. */
const isAccepted = ({ status, text }: Reply) => status === 200 || /<Code>(?:AccessDenied|NotAuthorized\w*)</.test(text);
const madeUp = (size: number, form: 'hex' | 'base64') => randomBytes(size).toString(form);
const s3Key = ({ left }: Side) => need(left.s3Key, 'a key that works');
const listIn = async (side: Side, region: string) =>
  factsOf(side.redaction, await side.listBuckets(s3Key(side), region));
const since = (started: number) => `after ${Math.round((Date.now() - started) / 1000)} s`;

/** Changes the status of the key, and waits until S3 accepts or refuses the key accordingly. */
async function setStatus(side: Side, status: 'ACTIVE' | 'INACTIVE') {
  const key = s3Key(side);
  const reply = await patchKey(side, key.id, 'status', status);
  if (reply.missing !== null || reply.status >= 300) return factsOf(side.redaction, reply);
  const started = Date.now();
  const effect = await side.until(CHANGE_SECONDS, async () => {
    const answer = await side.listBuckets(key);
    return isAccepted(answer) === (status === 'ACTIVE') ? answer : null;
  });
  if (effect === null) return { compared: [`no effect within ${CHANGE_SECONDS} seconds`], noted: [] };
  return factsOf(side.redaction, effect, { noted: [`had its effect ${since(started)}`] });
}

export const s3: ProbeCode = {
  async 's3-1'(side) {
    const key = { accessKey: madeUp(20, 'hex'), secret: Buffer.from(madeUp(32, 'base64')) };
    return factsOf(side.redaction, await side.listBuckets(key));
  },
  async 's3-2'(side) {
    needRoom(side);
    const { key, reply } = await createKey(side, apiOf(side));
    if (key === null) return factsOf(side.redaction, reply);
    const started = Date.now();
    const works = await side.until(NEW_KEY_SECONDS, async () => {
      const answer = await side.listBuckets(key);
      return isAccepted(answer) ? answer : null;
    });
    if (works === null) return { compared: [`does not work within ${NEW_KEY_SECONDS} seconds`], noted: [] };
    side.left.s3Key = key;
    const noted = [`worked ${since(started)}`];
    let failures = 0;
    for (let count = 0; count < 5; count += 1) failures += Number(!isAccepted(await side.listBuckets(key)));
    return factsOf(side.redaction, works, { noted: [...noted, `of the next 5 requests ${failures} failed`] });
  },
  async 's3-3'(side) {
    const secret = Buffer.from(madeUp(32, 'base64'));
    return factsOf(side.redaction, await side.listBuckets({ ...s3Key(side), secret }));
  },
  's3-4': (side) => listIn(side, 'us-east-1'),
  's3-5': (side) => listIn(side, ''),
  's3-6': (side) => setStatus(side, 'INACTIVE'),
  's3-7': (side) => setStatus(side, 'ACTIVE'),
};
