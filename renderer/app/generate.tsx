import { type ReactNode, useMemo, useState } from 'react';
import type { Owner, UserDetails } from '../../bridge/values/directory.ts';
import type { KeyId, KeyListing } from '../../bridge/values/keys.ts';
import { requiredContext } from './required-context.ts';

/** A user as the dialog names them. `domainState` is null where the service does not report it. */
export type KeyPerson = Pick<UserDetails, 'displayName' | 'userName' | 'domainName' | 'domainState' | 'status'>;

/** The owner of the new key, and what the owner's API offers. */
export interface GenerateTarget {
  readonly kind: 'new';
  readonly owner: Owner;
  /** The user that the dialog names. The name must be beyond doubt: a key cannot be moved to another user. */
  readonly person: KeyPerson;
  readonly offers: KeyListing['offers'];
}

/**
 * The request that opened the dialog: a new key, or a new key that replaces a key with a lost secret. The request ends when the
 * secret is closed.
 */
export type GenerateRequest = GenerateTarget | { readonly kind: 'replace' };

interface Generate {
  readonly request: GenerateRequest | null;
  readonly open: (request: GenerateRequest | null) => void;
  /** The key whose secret was closed last. Its row is highlighted for a moment. */
  readonly created: KeyId | null;
  readonly setCreated: (key: KeyId | null) => void;
}

export const [GenerateContext, useGenerate] = requiredContext<Generate>('GenerateProvider');

/**
 * The dialog stands above all views, because an open secret outlives them: the secret is there after a reload and before
 * anybody has signed in again. A view opens the dialog through this context.
 */
export const GenerateProvider = ({ children }: { readonly children: ReactNode }) => {
  const [request, open] = useState<GenerateRequest | null>(null);
  const [created, setCreated] = useState<KeyId | null>(null);
  const generate = useMemo(() => ({ request, open, created, setCreated }), [request, created]);
  return <GenerateContext value={generate}>{children}</GenerateContext>;
};
