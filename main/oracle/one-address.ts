/** Security line 28: a request goes to its own address and to no other, and leaves nothing in a cache. */
export const oneAddress = {
  redirect: 'manual',
  credentials: 'omit',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
} as const satisfies RequestInit;

/** The answer points to another address. The request has not gone there. */
export const leadsElsewhere = ({ type, status }: Pick<Response, 'type' | 'status'>): boolean =>
  type === 'opaqueredirect' || (status >= 300 && status < 400);
