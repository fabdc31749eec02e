import type { UserRecord } from '../oracle/oracle-client.ts';
import { createTextNumbers, createTexts } from './texts.ts';

/** A user who owns keys. Until the user's own record has been read, it holds what the key says of its owner. */
interface OwnerOfKeys extends Omit<UserRecord, 'active'> {
  readonly active: boolean | null;
  readonly keys: number;
}

/** The users who own keys, by number: a column for each thing that is known of them. */
export function createOwners() {
  const ids = createTexts();
  const numbers = createTextNumbers(ids);
  const ocids = createTexts();
  const userNames = createTexts();
  const displayNames = createTexts();
  /** In the order in which they arrived: an address arrives later than the rest. */
  const emails = createTexts();
  const emailOf: number[] = [];
  const ownerOfEmail: number[] = [];
  const active: (boolean | null)[] = [];
  const keys: number[] = [];
  const domainOf: number[] = [];

  function setEmail(at: number, email: string | null): void {
    const known = emailOf[at] ?? -1;
    if (email === null) emailOf[at] = -1;
    else if (known !== -1) emails.set(known, email);
    else {
      emailOf[at] = emails.push(email);
      ownerOfEmail.push(at);
    }
  }

  return {
    size: () => ids.size(),
    active,
    /** How many keys each has. */
    keys,
    userName: userNames.at,
    ocid: ocids.at,

    find: (domain: number, id: string): number | undefined => numbers.find(id, (at) => domainOf[at] === domain),

    add(
      domain: number,
      { id, ocid, userName, displayName, email, active: isActive }: Omit<OwnerOfKeys, 'keys'>,
    ): number {
      numbers.add(id);
      const at = ids.push(id);
      ocids.push(ocid);
      userNames.push(userName);
      displayNames.push(displayName);
      emailOf.push(-1);
      setEmail(at, email);
      active.push(isActive);
      keys.push(0);
      domainOf.push(domain);
      return at;
    },

    /** Takes the user's own record. */
    update(at: number, { ocid, userName, displayName, email, active: isActive }: UserRecord): void {
      ocids.set(at, ocid);
      userNames.set(at, userName);
      displayNames.set(at, displayName);
      setEmail(at, email);
      active[at] = isActive;
    },

    get(at: number): OwnerOfKeys {
      const email = emailOf[at] ?? -1;
      return {
        id: ids.at(at),
        ocid: ocids.at(at),
        userName: userNames.at(at),
        displayName: displayNames.at(at),
        email: email === -1 ? null : emails.at(email),
        active: active[at] ?? null,
        keys: keys[at] ?? 0,
      };
    },

    /** OCIDs of the owners in a domain whose own record has not been read. */
    nameless(domain: number): string[] {
      const found: string[] = [];
      for (const [at, in_] of domainOf.entries()) {
        if (in_ === domain && active[at] === null && (keys[at] ?? 0) > 0) found.push(ocids.at(at));
      }
      return found;
    },

    /** Visits the owners whose user name, name or e-mail contains `wanted`, a text from `searchable`. */
    search(wanted: string, visit: (at: number) => void): void {
      userNames.search(wanted, visit);
      displayNames.search(wanted, visit);
      emails.search(wanted, (email) => {
        const at = ownerOfEmail[email] ?? -1;
        if (emailOf[at] === email) visit(at);
      });
    },

    settle(): void {
      for (const texts of [ids, ocids, userNames, displayNames, emails]) texts.settle();
    },
  };
}
