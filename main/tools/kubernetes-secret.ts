import { failed, success } from '../basics/outcome.ts';
import { s3Environment } from './environment.ts';
import type { ToolProfile } from './tool-piece.ts';

/** A double-quoted scalar of YAML: JSON with a few more characters escaped, as YAML demands. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * A Secret with the variables that S3 tools read, for `envFrom` of a container. `stringData`, so that a person can read what
 * is put in; the cluster turns it into base64, which hides nothing.
 */
export const kubernetesSecret: ToolProfile = {
  pieces(facts) {
    const variables = Object.entries(s3Environment(facts));
    const text = `apiVersion: v1
kind: Secret
metadata:
  name: ${quoted(facts.name)}
type: Opaque
stringData:
${variables.map(([variable, value]) => `  ${variable}: ${quoted(value)}\n`).join('')}`;
    return success([{ text, holdsSecret: true, target: null }]);
  },
  fileName: (name) => `${name}-secret.yaml`,
};

/**
 * Velero's plugin for AWS reads a Secret with an AWS credentials file, and a BackupStorageLocation that names the Secret.
 * An empty `checksumAlgorithm` keeps the plugin (1.9.2 and later) from the CRC32 that Oracle refuses.
 */
export const veleroLocation: ToolProfile = {
  pieces({ name, accessKey, secretKey, place, bucket }) {
    // A block of text must not hold characters that YAML reads as the end of a line or allows in no text.
    if (/[\p{Cc}\u2028\u2029\ufeff]/u.test(secretKey)) return failed({ kind: 'tool-cannot-hold', tool: 'velero' });
    const text = `apiVersion: v1
kind: Secret
metadata:
  name: ${quoted(name)}
  namespace: velero
type: Opaque
stringData:
  cloud: |
    [default]
    aws_access_key_id = ${accessKey}
    aws_secret_access_key = ${secretKey}
---
apiVersion: velero.io/v1
kind: BackupStorageLocation
metadata:
  name: ${quoted(name)}
  namespace: velero
spec:
  provider: aws
  objectStorage:
    bucket: ${quoted(bucket ?? 'YOUR-BUCKET')}
  credential:
    name: ${quoted(name)}
    key: cloud
  config:
    region: ${quoted(place.region)}
    s3Url: ${quoted(place.endpoint)}
    s3ForcePathStyle: "true"
    checksumAlgorithm: ""
`;
    return success([{ text, holdsSecret: true, target: null }]);
  },
  fileName: (name) => `velero-${name}.yaml`,
};
