import { createHmac } from 'node:crypto';
import { clearCredentialCache, getSigningKey } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { signS3Get } from '../../../main/s3/s3-signature.ts';

// The worked example of AWS's own page: "GET Bucket Lifecycle", key and signature as printed there.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const at = Date.UTC(2013, 4, 24);
const key = { region: 'us-east-1', accessKey: 'AKIAIOSFODNN7EXAMPLE' };
const secret = () => Buffer.from('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
const lifecycle = new URL('https://examplebucket.s3.amazonaws.com/?lifecycle');

describe('the S3 signature', () => {
  it('is the one that AWS publishes for its example', async () => {
    const headers = await signS3Get(lifecycle, key, secret(), at);
    expect(headers).toEqual({
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
        'SignedHeaders=host;x-amz-content-sha256;x-amz-date, ' +
        'Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-amz-date': '20130524T000000Z',
    });
  });

  it('hangs on every character of the secret, on the region and on the host', async () => {
    const signatures = await Promise.all([
      signS3Get(lifecycle, key, secret(), at),
      signS3Get(lifecycle, key, Buffer.from(secret().toString().replace('/K7', '+K7')), at),
      signS3Get(lifecycle, { ...key, region: 'eu-frankfurt-1' }, secret(), at),
      signS3Get(new URL('https://examplebucket.s3.amazonaws.com:444/?lifecycle'), key, secret(), at),
    ]);
    expect(new Set(signatures.map(({ authorization = '' }) => authorization.split('Signature=')[1])).size).toBe(4);
  });

  it('leaves no signing key in the library, which would keep it for the next fifty requests', async () => {
    await signS3Get(lifecycle, key, secret(), at);
    let texts = 0;
    class Counted {
      constructor() {
        texts += 1;
      }
      update() {}
      async digest() {
        // The library stores signing keys under a signature of the access key.
        return createHmac('sha256', secret()).update(key.accessKey).digest();
      }
    }
    const credentials = { accessKeyId: key.accessKey, secretAccessKey: secret().toString() };
    await getSigningKey(Counted, credentials, '20130524', key.region, 's3');
    // One signature for the search, and four to derive the key again: the library had not stored it.
    expect(texts).toBe(5);
    clearCredentialCache();
  });
});
