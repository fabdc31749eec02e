import { jsonReply, type Reply } from '../wire/exchange.ts';

const mediaType = 'application/scim+json';
const errorExtension = 'urn:ietf:params:scim:api:oracle:idcs:extension:messages:Error';

export const scimReply = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply =>
  jsonReply(status, value, headers, mediaType);

/** The JSON of a SCIM error. The classic API puts it into its own error (`IdcsConversionError`). */
export const scimErrorBody = (status: number, messageId: string, detail: string) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error', errorExtension],
  detail,
  status: String(status),
  [errorExtension]: { messageId },
});

/**
 * An error of an identity domain. Public sources show `accessDenied`, `stringExceedsMaxLimit`, `missingReqAttributes` and
 * `invalidReferenceResource`. The other message ids and most details are our own, and no client may rely on them.
 */
export const scimError = (status: number, messageId: string, detail: string): Reply =>
  scimReply(status, scimErrorBody(status, messageId, detail));

export const accessDenied = (): Reply =>
  scimError(401, 'error.common.common.accessDenied', 'You are not authorized to perform this operation.');

export const scimNotFound = (what: string): Reply =>
  scimError(404, 'error.common.common.resourceNotFound', `${what} was not found.`);

export const methodNotAllowed = (allowed: string): Reply => {
  const reply = scimError(405, 'error.common.common.methodNotAllowed', `The allowed methods are ${allowed}.`);
  return { ...reply, headers: { ...reply.headers, allow: allowed } };
};
