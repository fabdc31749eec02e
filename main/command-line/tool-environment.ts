import { s3Environment } from '../tools/environment.ts';
import type { KeptPlace } from '../usage/kept-records.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * They would win over the key, or send it elsewhere: a session token goes with another key; some SDKs prefer a profile to the
 * key in the environment (JavaScript's), and a profile brings an endpoint and a region of its own; an expiration makes botocore
 * refuse the key; the last one makes tools ignore the endpoint.
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
const CONFLICTING = [
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

/** Electron sets it in its own environment, for Linux desktops. */
const ELECTRONS_OWN = ['CHROME_DESKTOP'];

/**
 * The environment of a program that uses a kept key: that of Keydesk, with the key and its place, as in the files that the
 * window writes. The endpoint is told for S3 alone: with AWS_ENDPOINT_URL, tools would send questions for other services to
 * Object Storage too.
 */
export function toolEnvironment(env: Environment, key: { accessKey: string; place: KeptPlace }, secretKey: string) {
  const taken = new Set([...CONFLICTING, ...ELECTRONS_OWN]);
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !taken.has(name)));
  return { ...kept, ...s3Environment({ ...key, secretKey }) };
}
