import * as z from 'zod/mini';
import { judgeJson } from '../basics/judge.ts';
import { oneLine } from '../basics/printable.ts';

const codeExtension = 'urn:ietf:params:scim:api:oracle:idcs:extension:messages:Error';

/** What a refusal says; null: it does not say it. */
interface ErrorText {
  readonly message: string | null;
  /** `code` of the classic API, `messageId` of SCIM. */
  readonly code: string | null;
  /** The status that SCIM repeats in its body. It differs if the answer wraps that of another service. */
  readonly status: number | null;
}

const text = z.catch(z.optional(z.string()), undefined);
const errorBody = z.looseObject({
  detail: text,
  message: text,
  code: text,
  status: z.catch(z.optional(z.coerce.number().check(z.int(), z.gte(400), z.lte(599))), undefined),
  [codeExtension]: z.catch(z.optional(z.looseObject({ messageId: text })), undefined),
});

/**
 * Reads the bodies of both APIs: `{code, message}`, SCIM's `{detail, status, ...}`, and the SCIM error that tenancies with
 * domains wrap into the classic `message` of an `IdcsConversionError`. HTML, other JSON and an empty body give no text.
 */
export function readErrorText(body: string): ErrorText {
  const error = judgeJson(errorBody, body);
  if (error === null) return { message: null, code: null, status: null };
  const { detail, message, code, status, [codeExtension]: extension } = error;
  const wrapped = code === 'IdcsConversionError' && message !== undefined ? readWrapped(message) : null;
  if (wrapped !== null) return wrapped;
  return { message: readable(detail ?? message), code: extension?.messageId ?? code ?? null, status: status ?? null };
}

/** Words of the classic API may stand before the SCIM error. */
function readWrapped(message: string): ErrorText | null {
  const inner = judgeJson(errorBody, message.slice(message.indexOf('{'), message.lastIndexOf('}') + 1));
  if (inner?.detail === undefined) return null;
  const { detail, status, [codeExtension]: extension } = inner;
  return { message: readable(detail), code: extension?.messageId ?? null, status: status ?? null };
}

/** The server's words as one line for a page: cut, and without control characters. */
const readable = (words: string | undefined) => oneLine(words, 1000);
