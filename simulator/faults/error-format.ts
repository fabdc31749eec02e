import { classicError } from '../classic/classic-reply.ts';
import { s3Error } from '../s3/s3-reply.ts';
import { scimError } from '../scim/scim-reply.ts';
import type { Reply } from '../wire/exchange.ts';

/** Writes an error of that status in the form of one API. */
export type ErrorFormat = (status: number, message: string) => Reply;

export const scimErrors: ErrorFormat = (status, message) => scimError(status, 'error.simulator.fault', message);

export const classicErrors: ErrorFormat = (status, message) =>
  classicError(status, classicCodes[status] ?? 'ServiceUnavailable', message);

/** For one request, since an error of S3 holds the request's path and id. */
export const s3Errors =
  (request: { target: string; requestId: string }): ErrorFormat =>
  (status, message) =>
    s3Error({ status, code: s3Codes[status] ?? 'ServiceUnavailable', message }, request);

const classicCodes: Readonly<Record<number, string>> = {
  400: 'InvalidParameter',
  401: 'NotAuthenticated',
  403: 'NotAllowed',
  404: 'NotAuthorizedOrNotFound',
  409: 'Conflict',
  412: 'NoEtagMatch',
  429: 'TooManyRequests',
  500: 'InternalServerError',
};

const s3Codes: Readonly<Record<number, string>> = {
  400: 'InvalidRequest',
  401: 'AccessDenied',
  403: 'AccessDenied',
  404: 'NoSuchBucket',
  409: 'OperationAborted',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  500: 'InternalError',
};
