import type { User, UserIdentity } from '../../../bridge/values/directory.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import type { Directory } from '../../directory/directory.ts';
import { cancelled } from '../../oracle/oracle-problem.ts';
import type { Report } from '../../report/report-contract.ts';
import type { ReachProblem } from '../../signin/reach-problem.ts';

/** A user whose key is to be made. */
export interface FoundUser extends UserIdentity, Pick<User, 'domainId' | 'id' | 'ocid' | 'displayName' | 'email'> {
  readonly isActive: boolean;
}

/** The most users in one answer. If more users have this text in their names, the list must name the user by the OCID. */
const PAGE = 1000;

/** The users with exactly this user name, e-mail address or OCID, in the domain of this name or in all; at most two users. */
export function createFindUsers(directory: Pick<Directory, 'list' | 'findUsers'>, report: Pick<Report, 'pace'>) {
  return async function findUsers(
    text: string,
    domain: string | null,
    signal: AbortSignal,
  ): Promise<Outcome<readonly FoundUser[], ReachProblem>> {
    const listing = await directory.list({ fresh: false }, signal);
    if (!listing.ok) return listing;
    const { domains } = listing.value;
    const active = domains.filter(({ state, name }) => state === 'ACTIVE' && (domain === null || isSame(name, domain)));
    const places = domains.length === 0 && domain === null ? [{ id: null, name: null }] : active;
    const users: FoundUser[] = [];
    for (const { id, name } of places) {
      await report.pace(id, signal).catch(() => {});
      const page = await directory.findUsers({ domainId: id, text, cursor: null, count: PAGE }, signal);
      if (!page.ok) return page;
      users.push(
        ...page.value.users
          .filter((user) => goesBy(user, text))
          .map((user) => ({ ...user, domainName: name, isActive: user.status === 'active' })),
      );
    }
    return signal.aborted ? failed(cancelled) : success(users.slice(0, 2));
  };
}

export type FindUsers = ReturnType<typeof createFindUsers>;

const isSame = (one: string | null, other: string) => one?.toLowerCase() === other.toLowerCase();
const goesBy = ({ userName, email, ocid }: User, text: string) =>
  [userName, email, ocid].some((name) => isSame(name, text));
