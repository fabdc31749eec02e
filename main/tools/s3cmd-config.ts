import { failed, success } from '../basics/outcome.ts';
import type { IniDialect } from './ini-lines.ts';
import type { ToolProfile } from './tool-piece.ts';

/**
 * s3cmd's own reader (S3/Config.py): sections begin in the first column, and the options of all sections, and those before the first, are
 * put together. It ignores a byte order mark.
 */
export const s3cmdDialect: IniDialect = {
  continuation: false,
  indentedSections: false,
  looseRefusal: 'it stands above [default], and s3cmd reads it into the profile; put [default] above it',
  byteOrderMark: true,
  loneReturn: true,
};

/**
 * s3cmd reads sections and ignores their names: a profile is a file, chosen with `-c`. So `default` is `~/.s3cfg`, and any other name is a
 * file of its own, `~/.s3cfg-NAME`. Path style is a `host_bucket` that does not name the bucket.
 */
export const s3cmdConfig: ToolProfile = {
  pieces({ accessKey, secretKey, place }) {
    // A value that begins with $ is taken from the environment.
    if (secretKey.startsWith('$')) return failed({ kind: 'tool-cannot-hold', tool: 's3cmd' });
    const url = new URL(place.endpoint);
    const host = `${url.host}${url.pathname.replace(/\/$/, '')}`;
    const text = [
      '[default]',
      `access_key = ${accessKey}`,
      // s3cmd removes one pair of quotes around a value.
      `secret_key = ${/^".*"$/.test(secretKey) ? `"${secretKey}"` : secretKey}`,
      `host_base = ${host}`,
      `host_bucket = ${host}`,
      `bucket_location = ${place.region}`,
      `use_https = ${url.protocol === 'https:' ? 'True' : 'False'}`,
      'signature_v2 = False',
      '',
    ].join('\n');
    const isOurs = (section: string) => section === 'default';
    const merge = { how: 'ini', dialect: s3cmdDialect, isOurs, alone: true } as const;
    return success([{ text, holdsSecret: true, target: { file: 's3cmd', merge } }]);
  },
  fileName: (name) => `s3cfg-${name}`,
};
