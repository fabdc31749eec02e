import { jsonReply, type Reply } from '../wire/exchange.ts';

/** An error of the classic API: `{"code","message"}`. */
export const classicError = (status: number, code: string, message: string): Reply =>
  jsonReply(status, { code, message });

export const notFound = (): Reply =>
  classicError(404, 'NotAuthorizedOrNotFound', 'Authorization failed or requested resource not found.');

export const notAuthenticated = (
  message = 'The required information to complete authentication was not provided or was incorrect.',
): Reply => classicError(401, 'NotAuthenticated', message);

export const invalidParameter = (message: string): Reply => classicError(400, 'InvalidParameter', message);

export const wrongMethod = (): Reply => classicError(405, 'MethodNotAllowed', 'The method is not allowed here.');

export const noEtagMatch = (): Reply =>
  classicError(412, 'NoEtagMatch', 'The resource has changed since its entity tag was read.');
