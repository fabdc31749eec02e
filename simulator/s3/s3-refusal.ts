/** A refusal of S3. `reason` is for people who debug a client, and goes into a separate header. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly reason: string | null;
}

/** A refusal with S3's code and text. Without a reason the header is left out. */
export const refuse = (status: number, code: string, message: string, reason: string | null = null): Refusal => ({
  status,
  code,
  message,
  reason,
});

/** True for a refusal. Answers and other values have no `code`. */
export const isRefusal = (value: object): value is Refusal => 'code' in value;

/**
 * One of the two texts of Oracle's 403, word for word as users have reported them: `docs/oracle.md`, "Object Storage's S3
 * interface". This text means that S3 does not know the key, does not know it yet, or does not know it in this region.
 */
export const secretNotFound = (reason: string): Refusal =>
  refuse(
    403,
    'SignatureDoesNotMatch',
    'The secret key required to complete authentication could not be found. The region must be specified if this is not the home region for the tenancy.',
    reason,
  );

/** The other text: the key is known, but the signature was made with another secret. */
export const secretWrong = (reason: string): Refusal =>
  refuse(403, 'SignatureDoesNotMatch', 'The required information to complete authentication was not provided.', reason);

/** No bucket of the region has that name. */
export const noSuchBucket = (): Refusal => refuse(404, 'NoSuchBucket', 'The specified bucket does not exist.');
/** No object has that name, which S3 calls a key. */
export const noSuchKey = (): Refusal => refuse(404, 'NoSuchKey', 'The specified key does not exist.');
export const malformedXml = (): Refusal =>
  refuse(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate.');
/** S3 can do `what`, but the simulator cannot. */
export const notImplemented = (what: string): Refusal =>
  refuse(501, 'NotImplemented', 'A header or query you provided requested a function that is not implemented.', what);
/** The address exists, but the method is not allowed there. */
export const wrongMethod = (): Refusal =>
  refuse(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');

/** Refuses a query with a parameter that is not in `known`, since it could change the meaning of the request. */
export function unknownQuery(query: URLSearchParams, known: readonly string[]): Refusal | null {
  // Always allowed: X-Amz-... of presigned addresses, and x-id, in which SDKs name the operation.
  const unknown = [...query.keys()].find((name) => !/^x-(amz-|id$)/i.test(name) && !known.includes(name));
  return unknown === undefined ? null : notImplemented(`The query ${unknown} is not known here.`);
}
