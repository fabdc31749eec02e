import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

/**
 * A program that uses AWS's own SDK without settings: region, endpoint, key and checksums come from the environment and from the
 * files that the environment names. Prints the results, or how the first request failed. `--path-style` is the only setting that a
 * file cannot contain. `--delete-many` deletes with the request that always has a checksum.
 */
const client = new S3Client(process.argv.includes('--path-style') ? { forcePathStyle: true } : {});
const object = { Bucket: 'shelf', Key: 'deep//a b+c=d&é.txt' };

try {
  await client.send(new CreateBucketCommand({ Bucket: 'shelf' }));
  await client.send(new PutObjectCommand({ ...object, Body: 'for the shelf' }));
  const got = await client.send(new GetObjectCommand(object));
  const text = await got.Body?.transformToString();
  const listed = await client.send(new ListObjectsV2Command({ Bucket: 'shelf' }));
  const many = { Bucket: 'shelf', Delete: { Objects: [{ Key: object.Key }] } };
  if (process.argv.includes('--delete-many')) await client.send(new DeleteObjectsCommand(many));
  else if (process.argv.includes('--delete-many-sha256'))
    await client.send(new DeleteObjectsCommand({ ...many, ChecksumAlgorithm: 'SHA256' }));
  else await client.send(new DeleteObjectCommand(object));
  const left = await client.send(new ListObjectsV2Command({ Bucket: 'shelf' }));
  await client.send(new DeleteBucketCommand({ Bucket: 'shelf' }));
  console.log(JSON.stringify({ text, listed: listed.Contents?.map(({ Key }) => Key), left: left.KeyCount }));
} catch (error) {
  const { name, message, $metadata } = /** @type {Error & { $metadata?: { httpStatusCode?: number } }} */ (error);
  console.log(JSON.stringify({ failed: name, message, status: $metadata?.httpStatusCode ?? null }));
}
