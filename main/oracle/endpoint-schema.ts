import { z } from 'zod';
import { checkEndpoint } from './endpoint.ts';

/**
 * An endpoint from a file, checked by `checkEndpoint`: neither an edited settings file nor a handed-over file can send requests elsewhere.
 */
export const endpointSchema = z.string().transform((text, context) => {
  const checked = checkEndpoint(text);
  if (checked.ok) return checked.value;
  context.addIssue(checked.problem.reason);
  return z.NEVER;
});
