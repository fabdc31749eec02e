/**
 * What AWS tools expect of a `credential_process`; without `Expiration` they ask once for each of their own runs.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export function credentialsText(accessKey: string, secretKey: string): string {
  return `${JSON.stringify({ Version: 1, AccessKeyId: accessKey, SecretAccessKey: secretKey })}\n`;
}

/** Said on standard error where standard output is a screen. */
export const onScreenWarning =
  'warning: the secret key stands on this screen in clear text, and in what the terminal remembers.';
