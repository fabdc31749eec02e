/** Why S3 does not do what it was asked; `reason` is for whoever debugs a client, and goes into a header of its own. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly reason: string | null;
}

/** A refusal with S3's code and text; without a reason the client is told no more. */
export const refuse = (status: number, code: string, message: string, reason: string | null = null): Refusal => ({
  status,
  code,
  message,
  reason,
});

/** Tells a refusal from an answer or a value, of which none has a `code`. */
export const isRefusal = (value: object): value is Refusal => 'code' in value;

/**
 * The two texts of Oracle's 403, word for word as users have reported them: `docs/oracle.md`, "Object Storage's S3 interface". This
 * one: there is no such key here, or not yet, or not in this region.
 */
export const secretNotFound = (reason: string): Refusal =>
  refuse(
    403,
    'SignatureDoesNotMatch',
    'The secret key required to complete authentication could not be found. The region must be specified if this is not the home region for the tenancy.',
    reason,
  );

/** The other: the key is known, and the signature was not made with its secret. */
export const secretWrong = (reason: string): Refusal =>
  refuse(403, 'SignatureDoesNotMatch', 'The required information to complete authentication was not provided.', reason);

/** There is no bucket of that name in the region. */
export const noSuchBucket = (): Refusal => refuse(404, 'NoSuchBucket', 'The specified bucket does not exist.');
/** There is no object of that name; S3 calls the name a key. */
export const noSuchKey = (): Refusal => refuse(404, 'NoSuchKey', 'The specified key does not exist.');
/** S3 can do this and the simulator cannot; `what` names it. */
export const notImplemented = (what: string): Refusal =>
  refuse(501, 'NotImplemented', 'A header or query you provided requested a function that is not implemented.', what);
/** The address is right, and takes no such method. */
export const wrongMethod = (): Refusal =>
  refuse(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');

/** Refuses a query with parts that change what is asked for, unless this side of the simulator knows them. */
export function unknownQuery(query: URLSearchParams, known: readonly string[]): Refusal | null {
  // Presigned addresses carry X-Amz-..., and SDKs name the operation in x-id.
  const unknown = [...query.keys()].find((name) => !/^x-(amz-|id$)/i.test(name) && !known.includes(name));
  return unknown === undefined ? null : notImplemented(`The query ${unknown} is not known here.`);
}
