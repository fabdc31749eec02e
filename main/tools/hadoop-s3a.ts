import { failed, success } from '../basics/outcome.ts';
import type { ToolProfile } from './tool-piece.ts';

const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;' } as const;
const escaped = (text: string) => text.replace(/[&<>]/g, (character) => named[character as keyof typeof named]);

/**
 * Properties of Hadoop's S3A connector ("Working with Third-party S3 Stores"), for one bucket alone if it is named, so that the settings of
 * other buckets stay. Objects are deleted one by one: a bulk delete carries a CRC32, which Oracle refuses there.
 */
export const hadoopS3a: ToolProfile = {
  pieces({ accessKey, secretKey, place, bucket }) {
    // Hadoop puts a variable's value in the place of ${name}.
    if (secretKey.includes('${')) return failed({ kind: 'tool-cannot-hold', tool: 's3a' });
    const prefix = bucket === null ? 'fs.s3a' : `fs.s3a.bucket.${bucket}`;
    const properties = {
      endpoint: place.endpoint,
      'endpoint.region': place.region,
      'path.style.access': 'true',
      'aws.credentials.provider': 'org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider',
      'access.key': accessKey,
      'secret.key': secretKey,
      'multiobjectdelete.enable': 'false',
    };
    const lines = Object.entries(properties).flatMap(([option, value]) => [
      '  <property>',
      `    <name>${prefix}.${option}</name>`,
      `    <value>${escaped(value)}</value>`,
      '  </property>',
    ]);
    const text = ['<?xml version="1.0" encoding="UTF-8"?>', '<configuration>', ...lines, '</configuration>', ''];
    return success([{ text: text.join('\n'), holdsSecret: true, target: null }]);
  },
  fileName: () => 'core-site.xml',
};
