import { success } from '../basics/outcome.ts';
import { awsConfigPiece, awsCredentialsPiece, awsDialect } from './aws-profile.ts';
import type { ToolProfile } from './tool-piece.ts';

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
