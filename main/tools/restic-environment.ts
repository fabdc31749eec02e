import { success } from '../basics/outcome.ts';
import { quoteForShell } from './command-line.ts';
import { conflictingVariables } from './environment.ts';
import type { ToolProfile } from './tool-piece.ts';

/**
 * The variables that restic reads, for `sh` and its kin. restic uses path style by itself unless the host is Amazon's. The person chooses
 * the password of the repository, and restic asks for it.
 */
export const resticEnvironment: ToolProfile = {
  pieces({ name, accessKey, secretKey, place, bucket }) {
    const variables = {
      AWS_ACCESS_KEY_ID: accessKey,
      AWS_SECRET_ACCESS_KEY: secretKey,
      AWS_DEFAULT_REGION: place.region,
      RESTIC_REPOSITORY: `s3:${place.endpoint}/${bucket ?? 'YOUR-BUCKET'}`,
    };
    const lines = [
      `# ${name}`,
      `unset ${conflictingVariables.join(' ')}`,
      ...Object.entries(variables).map(([variable, value]) => `export ${variable}=${quoteForShell(value)}`),
    ];
    return success([{ text: `${lines.join('\n')}\n`, holdsSecret: true, target: null }]);
  },
  fileName: (name) => `restic-${name.replace(/[^\p{L}\p{N}_.-]+/gu, '-')}.sh`,
};
