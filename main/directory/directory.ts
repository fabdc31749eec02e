import type { Directory, DirectoryAccount, DirectoryOptions } from './directory-contract.ts';

export function createDirectory<A extends DirectoryAccount, P>(_options: DirectoryOptions<A, P>): Directory<A, P> {
  throw new Error('being written');
}
