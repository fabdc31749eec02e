import { failed, success } from '../basics/outcome.ts';
import { quoteForShell } from './shell-line.ts';
import { MASK, type ProfileFacts, type ToolPiece, type ToolProfile } from './tool-piece.ts';

/**
 * The variables that S3 tools read: boto3, the AWS CLI and most SDKs read those that begin with AWS; s5cmd reads S3_ENDPOINT_URL. No
 * variable asks for path style: the AWS tools use it by themselves if an endpoint is set.
 */
export function s3Environment(facts: Pick<ProfileFacts, 'accessKey' | 'secretKey' | 'place'>) {
  const { accessKey, secretKey, place } = facts;
  return {
    AWS_ACCESS_KEY_ID: accessKey,
    AWS_SECRET_ACCESS_KEY: secretKey,
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ENDPOINT_URL_S3: place.endpoint,
    S3_ENDPOINT_URL: place.endpoint,
    AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
    AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
    // Set to false, and not just removed: ~/.aws/config may ask for each of them, and the environment wins over that file. They would make
    // tools ignore the endpoint, or look for one of Amazon's.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWS_USE_FIPS_ENDPOINT: 'false',
    AWS_USE_DUALSTACK_ENDPOINT: 'false',
  };
}

/**
 * Variables that would win over the key, or send it elsewhere. A session token belongs to another key. A profile brings its own endpoint
 * and region, and some SDKs (JavaScript's) prefer it to the key in the environment. An expiration makes botocore refuse the key.
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export const conflictingVariables = [
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CREDENTIAL_EXPIRATION',
];

const piece = (lines: readonly string[]): readonly ToolPiece[] => [
  { text: `${lines.join('\n')}\n`, holdsSecret: true, target: null },
];
const variables = (facts: ProfileFacts) => Object.entries(s3Environment(facts));
/** A key's name may have characters that a file name may not have. */
const asFileName = (name: string) => name.replace(/[^\p{L}\p{N}_.-]+/gu, '-').replace(/^[.-]+/, '');

/**
 * Every program reads such a value in the same way without quotes. With quotes, `docker run --env-file` would make them a part of the
 * value.
 */
const PLAIN = /^[A-Za-z0-9+/=_.:@,%-]+$/;

/**
 * A `.env` file. There is no common grammar, so a value that some program would read in another way is refused. Such a file removes no
 * variables.
 */
export const dotenv: ToolProfile = {
  pieces(facts) {
    const all = variables(facts);
    const isHeld = (value: string) => value === MASK || PLAIN.test(value);
    if (!all.every(([, value]) => isHeld(value))) return failed({ kind: 'tool-cannot-hold', tool: 'dotenv' });
    return success(piece([`# ${facts.name}`, ...all.map(([variable, value]) => `${variable}=${value}`)]));
  },
  fileName: (name) => `${asFileName(name)}.env`,
};

const shellPiece = (name: string, all: readonly (readonly [string, string])[]) => {
  const lines = all.map(([variable, value]) => `export ${variable}=${quoteForShell(value)}`);
  return piece([`# ${name}`, `unset ${conflictingVariables.join(' ')}`, ...lines]);
};

/** For `sh`, `bash`, `zsh`, `dash`. */
export const posixShell: ToolProfile = {
  pieces: (facts) => success(shellPiece(facts.name, variables(facts))),
  fileName: (name) => `${asFileName(name)}.sh`,
};

/** PowerShell also reads typographic quotes as quotes: each is doubled. */
const quoteForPowerShell = (value: string) => `'${value.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;

export const powerShell: ToolProfile = {
  pieces(facts) {
    const lines = variables(facts).map(([variable, value]) => `$env:${variable} = ${quoteForPowerShell(value)}`);
    const removed = conflictingVariables.map((variable) => `$env:${variable} = $null`);
    return success(piece([`# ${facts.name}`, ...removed, ...lines]));
  },
  fileName: (name) => `${asFileName(name)}.ps1`,
};

/**
 * The variables that restic reads, for `sh` and similar shells. restic uses path style by itself unless the host is Amazon's. The person
 * chooses the password of the repository, and restic asks for it.
 */
export const resticEnvironment: ToolProfile = {
  pieces({ name, accessKey, secretKey, place, bucket }) {
    const variables = {
      AWS_ACCESS_KEY_ID: accessKey,
      AWS_SECRET_ACCESS_KEY: secretKey,
      AWS_DEFAULT_REGION: place.region,
      RESTIC_REPOSITORY: `s3:${place.endpoint}/${bucket ?? 'YOUR-BUCKET'}`,
    };
    return success(shellPiece(name, Object.entries(variables)));
  },
  fileName: (name) => `restic-${name.replace(/[^\p{L}\p{N}_.-]+/gu, '-')}.sh`,
};
