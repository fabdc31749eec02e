import { success } from '../basics/outcome.ts';
import type { IniDialect } from './ini-lines.ts';
import type { ProfileFacts, ToolPiece, ToolProfile } from './tool-piece.ts';

/** Python's configparser, with which the AWS CLI and boto3 read both files: as UTF-8, so that a byte order mark is a character. */
export const awsDialect: IniDialect = {
  continuation: true,
  indentedSections: true,
  looseRefusal: 'it stands before the first section',
  byteOrderMark: false,
  loneReturn: true,
  once: true,
};

/** `[default]` or `[profile NAME]`; the CLI also takes `[profile default]` and a name in quotes. */
const isConfigSectionOf = (name: string) => (section: string) =>
  (name === 'default' && section === 'default') || /^profile\s+(["']?)(.*)\1$/.exec(section)?.[2] === name;

/**
 * The section of `config`. Path style, since OCI's certificates know no bucket names; both checksum settings, since OCI refuses
 * the CRC32 that AWS tools send since 2025 (`docs/oracle.md`).
 */
function awsConfigPiece({ name, place }: ProfileFacts, credentialProcess: string | null): ToolPiece {
  const text = [
    name === 'default' ? '[default]' : `[profile ${name}]`,
    ...(credentialProcess === null ? [] : [`credential_process = ${credentialProcess}`]),
    `region = ${place.region}`,
    `endpoint_url = ${place.endpoint}`,
    'request_checksum_calculation = when_required',
    'response_checksum_validation = when_required',
    's3 =',
    '    addressing_style = path',
    '',
  ].join('\n');
  const merge = { how: 'ini', dialect: awsDialect, isOurs: isConfigSectionOf(name) } as const;
  return { text, holdsSecret: false, target: { file: 'aws-config', merge } };
}

/** The section of `credentials`. */
function awsCredentialsPiece({ name, accessKey, secretKey }: ProfileFacts): ToolPiece {
  const text = `[${name}]\naws_access_key_id = ${accessKey}\naws_secret_access_key = ${secretKey}\n`;
  const merge = { how: 'ini', dialect: awsDialect, isOurs: (section: string) => section === name } as const;
  return { text, holdsSecret: true, target: { file: 'aws-credentials', merge } };
}

/** `~/.aws/credentials` with the keys, `~/.aws/config` with endpoint and region: for the AWS CLI, boto3 and Terraform. */
export const awsProfile: ToolProfile = {
  pieces: (facts) => success([awsCredentialsPiece(facts), awsConfigPiece(facts, null)]),
  fileName: (name) => `aws-${name}.ini`,
};

/**
 * `~/.aws/config` alone, with the command that gives the credentials: no secret in any file. The same profile is removed from
 * `~/.aws/credentials`, because the AWS tools would prefer it.
 */
export const awsOnDemand: ToolProfile = {
  pieces(facts) {
    const isOurs = (section: string) => section === facts.name;
    const { text: known } = awsCredentialsPiece(facts);
    const merge = { how: 'ini', dialect: awsDialect, isOurs, known } as const;
    return success([
      awsConfigPiece(facts, facts.credentialCommand),
      { text: '', holdsSecret: false, target: { file: 'aws-credentials', merge } },
    ]);
  },
  fileName: (name) => `aws-${name}.ini`,
};
