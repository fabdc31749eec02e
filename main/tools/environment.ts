import { failed, success } from '../outcome.ts';
import { quoteForShell } from './command-line.ts';
import type { ProfileFacts, ToolPiece, ToolProfile } from './tool-piece.ts';

/**
 * The variables that S3 tools read: boto3, the AWS CLI and most SDKs those that begin with AWS, s5cmd S3_ENDPOINT_URL. No
 * variable asks for path style: the AWS tools take it by themselves where an endpoint is set.
 */
export function s3Environment({ accessKey, secretKey, place }: Omit<ProfileFacts, 'name' | 'credentialCommand'>) {
  return {
    AWS_ACCESS_KEY_ID: accessKey,
    AWS_SECRET_ACCESS_KEY: secretKey,
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ENDPOINT_URL_S3: place.endpoint,
    S3_ENDPOINT_URL: place.endpoint,
    AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
    AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
  };
}

const piece = (lines: readonly string[]): readonly ToolPiece[] => [
  { text: `${lines.join('\n')}\n`, holdsSecret: true, target: null },
];
const variables = (facts: ProfileFacts) => Object.entries(s3Environment(facts));
/** A name of a key may hold what a file name does not. */
const asFileName = (name: string) => name.replace(/[^\p{L}\p{N}_.-]+/gu, '-').replace(/^[.-]+/, '');

/** Read alike with and without quotes by every reader of such files, Docker's among them, which keeps quotes as they are. */
const PLAIN = /^[A-Za-z0-9+/=_.:@,%-]+$/;
/** What single quotes hold in every dialect; `$` is not among it, since some put a variable there. */
const QUOTABLE = /^[^'\\$\r\n]+$/;

/** A `.env` file. There is no one grammar of them: what some reader would read otherwise is refused. */
export const dotenv: ToolProfile = {
  pieces(facts) {
    const lines = variables(facts).map(([variable, value]) => {
      if (PLAIN.test(value)) return `${variable}=${value}`;
      return QUOTABLE.test(value) ? `${variable}='${value}'` : null;
    });
    const all = lines.filter((line) => line !== null);
    if (all.length < lines.length) return failed({ kind: 'tool-cannot-hold', tool: 'dotenv' });
    return success(piece([`# ${facts.name}`, ...all]));
  },
  fileName: (name) => `${asFileName(name)}.env`,
};

/** For `sh`, `bash`, `zsh`, `dash`: a token that is set already would be sent along with the new key. */
export const posixShell: ToolProfile = {
  pieces(facts) {
    const lines = variables(facts).map(([variable, value]) => `export ${variable}=${quoteForShell(value)}`);
    return success(piece([`# ${facts.name}`, 'unset AWS_SESSION_TOKEN', ...lines]));
  },
  fileName: (name) => `${asFileName(name)}.sh`,
};

/** PowerShell takes typographic quotes for quotes, too: each is doubled. */
const quoteForPowerShell = (value: string) => `'${value.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;

export const powerShell: ToolProfile = {
  pieces(facts) {
    const lines = variables(facts).map(([variable, value]) => `$env:${variable} = ${quoteForPowerShell(value)}`);
    return success(piece([`# ${facts.name}`, '$env:AWS_SESSION_TOKEN = $null', ...lines]));
  },
  fileName: (name) => `${asFileName(name)}.ps1`,
};
