import { expect, it } from 'vitest';
import { keychainWords } from '../../../main/vault/keychain-words.ts';

it('says of a desktop without a default keyring that its question may stand open', () => {
  expect(keychainWords('Secret Service: no result found')).toContain('has no default keyring yet; it may be asking');
});
