import { failed, success } from '../basics/outcome.ts';
import type { ClassicApi } from './classic-api.ts';
import { readClassicPage } from './classic-paging.ts';
import type { Answer, UserPage, UserRecord, UserSearch } from './oracle-client.ts';
import { refusedHere } from './refused-here.ts';
import { type ClassicUser, classicUserSchema } from './wire-schemas.ts';
import { rowsOf } from './wire-values.ts';

const mostPerPage = 1000;
/** The most pages that one search reads before it returns its hits. Its cursor goes on from there. */
const mostPagesPerCall = 20;

/**
 * Users by text. The classic API cannot search, so its pages are read and filtered here. A cursor names a page of the service and how many
 * of its users were looked at already: `<skip>.<token>`, the token empty for the first page.
 */
export async function searchClassicUsers(
  { calls, base, tenancyOcid }: ClassicApi,
  { text, cursor, count }: UserSearch,
  signal?: AbortSignal,
): Answer<UserPage> {
  const start = /^(\d{1,4})\.(.*)$/s.exec(cursor ?? '0.');
  if (start === null) return failed(refusedHere(base, 'There is no such page of users.'));
  let skip = Number(start[1]);
  let page: string | null = start[2] || null;
  const wanted = text.trim().toLowerCase();
  // The service takes a cursor only with the page size that it was made with, so each kind of search always uses the same size.
  const limit = wanted === '' ? Math.min(count, mostPerPage) : mostPerPage;
  const query = { compartmentId: tenancyOcid, limit };
  const users: UserRecord[] = [];
  let unreadable = 0;

  for (let read = 0; read < mostPagesPerCall; read += 1) {
    const call = { base, segments: ['users'], query };
    const answer = await readClassicPage(calls, call, rowsOf(classicUserSchema), page, signal);
    if (!answer.ok) return answer;
    const { items, next } = answer.value;
    for (const [at, item] of items.entries()) {
      if (at < skip) continue;
      if (users.length === count) return success({ users, unreadable, total: null, next: `${at}.${page ?? ''}` });
      const user = item && classicUserOf(item);
      if (user === null) unreadable += 1;
      else if (matches(user, wanted)) users.push(user);
    }
    if (next === null || next === page) return success({ users, unreadable, total: null, next: null });
    page = next;
    skip = 0;
    if (users.length === count) break;
  }
  return success({ users, unreadable, total: null, next: `0.${page ?? ''}` });
}

const matches = ({ ocid, userName, displayName, email }: UserRecord, wanted: string) =>
  ocid === wanted || [userName, displayName, email ?? ''].some((field) => field.toLowerCase().includes(wanted));

/** Classic users have no display name; what organisations write into the description is most often the person's name. */
export const classicUserOf = ({ id, name, description, email, lifecycleState }: ClassicUser): UserRecord => ({
  id,
  ocid: id,
  userName: name,
  displayName: description?.trim() || name,
  email: email || null,
  active: (lifecycleState ?? 'ACTIVE') === 'ACTIVE',
});
