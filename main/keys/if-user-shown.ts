import type { Outcome } from '../basics/outcome.ts';

/**
 * The list of a user's keys. For a user who was deleted, or whom this account may not see, a domain gives an empty list, which does not
 * mean that the keys are gone. So if the list is empty, and the service does not show the user, this fails.
 */
export async function ifUserShown<List extends { readonly unreadable: number }, ListProblem, UserProblem>(
  listed: Outcome<List, ListProblem>,
  keysOf: (list: List) => readonly unknown[],
  lookUp: () => Promise<Outcome<unknown, UserProblem>>,
): Promise<Outcome<List, ListProblem | UserProblem>> {
  if (!listed.ok || keysOf(listed.value).length + listed.value.unreadable > 0) return listed;
  const user = await lookUp();
  return user.ok ? listed : user;
}
