import { classicError } from '../classic/classic-reply.ts';
import { s3Error } from '../s3/s3-reply.ts';
import { scimError } from '../scim/scim-reply.ts';
import type { Reply } from '../wire/exchange.ts';

/** Writes an error of that status in the form of one API. */
export type ErrorFormat = (status: number, message: string) => Reply;

export const scimErrors: ErrorFormat = (status, message) => scimError(status, 'error.simulator.fault', message);

export const classicErrors: ErrorFormat = (status, message) =>
  classicError(status, codes[status]?.classic ?? 'ServiceUnavailable', message);

/** For one request, since an error of S3 holds the request's path and id. */
export const s3Errors =
  (request: { target: string; requestId: string }): ErrorFormat =>
  (status, message) =>
    s3Error({ status, code: codes[status]?.s3 ?? 'ServiceUnavailable', message }, request);

const codes: Readonly<Record<number, { readonly classic: string; readonly s3: string }>> = {
  400: { classic: 'InvalidParameter', s3: 'InvalidRequest' },
  401: { classic: 'NotAuthenticated', s3: 'AccessDenied' },
  403: { classic: 'NotAllowed', s3: 'AccessDenied' },
  404: { classic: 'NotAuthorizedOrNotFound', s3: 'NoSuchBucket' },
  409: { classic: 'Conflict', s3: 'OperationAborted' },
  412: { classic: 'NoEtagMatch', s3: 'PreconditionFailed' },
  429: { classic: 'TooManyRequests', s3: 'TooManyRequests' },
  500: { classic: 'InternalServerError', s3: 'InternalError' },
};
