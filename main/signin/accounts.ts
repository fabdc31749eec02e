import type { Accounts, AccountsOptions } from './account.ts';

export function createAccounts(_options: AccountsOptions): Accounts {
  throw new Error('being written');
}
