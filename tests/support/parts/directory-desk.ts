import { createDirectory, type Directory } from '../../../main/directory/directory.ts';
import type { DirectoryListing } from '../../../main/directory/directory-contract.ts';
import type { Accounts } from '../../../main/signin/account.ts';
import { unwrap } from './unwrap.ts';

/** The listing of the directory. Throws the problem if there is one. */
export async function listed(directory: Directory, options = { fresh: false }): Promise<DirectoryListing> {
  return unwrap(await directory.list(options));
}

/** The id of a domain by its name. */
export async function domainIdOf(directory: Directory, name: string): Promise<string> {
  const domain = (await listed(directory)).domains.find((each) => each.name === name);
  if (domain === undefined) throw new Error(`There is no domain ${name}.`);
  return domain.id;
}

export const directoryOf = (accounts: Accounts) => createDirectory(accounts.client);
