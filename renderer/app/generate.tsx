import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Owner, UserDetails } from '../../bridge/values/directory.ts';
import type { KeyId, KeyListing } from '../../bridge/values/keys.ts';

/** A person as the dialog names them. `domainState` is null where nobody told it. */
export type KeyPerson = Pick<UserDetails, 'displayName' | 'userName' | 'domainName' | 'domainState' | 'status'>;

/** For whom a key is about to be generated, and what their API offers. */
export interface GenerateTarget {
  readonly kind: 'new';
  readonly owner: Owner;
  /** Whom the dialog names: beyond doubt, since a key cannot be moved to somebody else. */
  readonly person: KeyPerson;
  readonly offers: KeyListing['offers'];
}

/** What was asked for: a new key, or one in the place of a key whose secret is lost. Until its secret is closed. */
export type GenerateRequest = GenerateTarget | { readonly kind: 'replace' };

interface Generate {
  readonly request: GenerateRequest | null;
  readonly open: (request: GenerateRequest | null) => void;
  /** The key whose secret was closed last: its row is marked for a moment. */
  readonly created: KeyId | null;
  readonly setCreated: (key: KeyId | null) => void;
}

const GenerateContext = createContext<Generate | null>(null);

/**
 * The dialog stands above all views, because an open secret outlives them: it is there after a reload, and before anybody
 * has signed in again. The views ask for it here.
 */
export const GenerateProvider = ({ children }: { readonly children: ReactNode }) => {
  const [request, open] = useState<GenerateRequest | null>(null);
  const [created, setCreated] = useState<KeyId | null>(null);
  const generate = useMemo(() => ({ request, open, created, setCreated }), [request, created]);
  return <GenerateContext value={generate}>{children}</GenerateContext>;
};

export const useGenerate = (): Generate => {
  const generate = useContext(GenerateContext);
  if (!generate) throw new Error('no GenerateProvider above');
  return generate;
};
