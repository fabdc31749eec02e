import { classicError } from '../classic/classic-reply.ts';
import { s3Error } from '../s3/s3-reply.ts';
import { scimError } from '../scim/scim-reply.ts';
import type { Reply } from '../wire/exchange.ts';

/** How the API that was asked writes an error of that status. */
export type ErrorFormat = (status: number, message: string) => Reply;

export const scimErrors: ErrorFormat = (status, message) => scimError(status, 'error.simulator.fault', message);

export const classicErrors: ErrorFormat = (status, message) =>
  classicError(status, classicCodes[status] ?? 'ServiceUnavailable', message);

/** For one request: its path and id are part of an error of S3. */
export const s3Errors =
  (asked: { target: string; requestId: string }): ErrorFormat =>
  (status, message) =>
    s3Error({ status, code: s3Codes[status] ?? 'ServiceUnavailable', message }, asked);

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
