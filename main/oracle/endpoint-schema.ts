import { z } from 'zod';
import { checkEndpoint } from './endpoint.ts';

/** Another's word for an endpoint, held to the same rule: an edited settings file or a handed-over one sends nothing astray. */
export const endpointSchema = z.string().transform((text, context) => {
  const checked = checkEndpoint(text);
  if (checked.ok) return checked.value;
  context.addIssue(checked.problem.reason);
  return z.NEVER;
});
