import { failed, success } from '../basics/outcome.ts';
import type { IniDialect } from './ini-lines.ts';
import type { ToolProfile } from './tool-piece.ts';

/** goconfig, with which rclone reads: every line is trimmed first, and stands for itself. */
export const rcloneDialect: IniDialect = {
  continuation: false,
  indentedSections: true,
  looseRefusal: null,
  byteOrderMark: true,
  loneReturn: false,
  encryptedMark: 'RCLONE_ENCRYPT_V',
};

/**
 * What goconfig reads otherwise: another option's value in the place of `%(name)s`; and, in some versions of it, text in
 * backticks or three quotes. There is no way to write it that all versions take.
 */
const READ_OTHERWISE = /%\([^)]+\)s|^`|^"""/;

/**
 * A remote of `rclone.conf`. `Other` rather than a provider that older rclones do not know; path style; no look whether a bucket
 * exists before each upload, which a key that may not create buckets would fail.
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
