import { failed, success } from '../basics/outcome.ts';
import type { IniDialect } from './ini-lines.ts';
import type { ToolProfile } from './tool-piece.ts';

/** goconfig, with which rclone reads: every line is trimmed first, and no line continues another. */
export const rcloneDialect: IniDialect = {
  continuation: false,
  indentedSections: true,
  looseRefusal: null,
  byteOrderMark: true,
  loneReturn: false,
  encryptedMark: 'RCLONE_ENCRYPT_V',
};

/**
 * Texts that goconfig changes: it puts another option's value in the place of `%(name)s`, and some versions treat backticks and three
 * quotes in a special way. No way to write them works in all versions.
 */
const READ_OTHERWISE = /%\([^)]+\)s|^`|^"""/;

/**
 * A remote of `rclone.conf`. Provider `Other`, since older rclones do not know Oracle; path style; and no check before each upload whether
 * the bucket exists, which fails for a key that may not create buckets.
 */
export const rcloneRemote: ToolProfile = {
  pieces({ name, accessKey, secretKey, place }) {
    if (READ_OTHERWISE.test(secretKey)) return failed({ kind: 'tool-cannot-hold', tool: 'rclone' });
    const text = [
      `[${name}]`,
      'type = s3',
      'provider = Other',
      'env_auth = false',
      `access_key_id = ${accessKey}`,
      `secret_access_key = ${secretKey}`,
      `region = ${place.region}`,
      `endpoint = ${place.endpoint}`,
      'acl = private',
      'force_path_style = true',
      'no_check_bucket = true',
      '',
    ].join('\n');
    const merge = { how: 'ini', dialect: rcloneDialect, isOurs: (section: string) => section === name } as const;
    return success([{ text, holdsSecret: true, target: { file: 'rclone', merge } }]);
  },
  fileName: (name) => `rclone-${name}.conf`,
};
