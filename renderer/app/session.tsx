import type { Account, Session, SignedInBy } from '../../bridge/values/session.ts';
import { requiredContext } from './required-context.ts';

/** `useSession` gives the session as main sent it last. */
export const [SessionContext, useSession] = requiredContext<Session>('SessionProvider');

export const currentAccount = (session: Session): Account | null =>
  session.accounts.find((account) => account.id === session.current) ?? null;

/** The current account, for components that are also used outside the frame. */
export const useAccountIfAny = (): Account | null => currentAccount(useSession());

/** The account of the views. Only for components inside the frame: without a signed-in account there is no frame. */
export const useAccount = (): Account => {
  const account = currentAccount(useSession());
  if (!account) throw new Error('nobody is signed in');
  return account;
};

export type TimedSession = Extract<SignedInBy, { readonly expires: string }>;

/** The session of an account that is signed in for a time. Null for an API key. */
export const timedSessionOf = ({ signedInBy }: Account): TimedSession | null =>
  signedInBy.kind === 'browser-session' || signedInBy.kind === 'cli-session' ? signedInBy : null;

/** "acme · Default", or "acme" where the tenancy shows no domain. */
export const tenancyOf = ({ tenancyName, domainName }: Account): string =>
  domainName ? `${tenancyName} · ${domainName}` : tenancyName;

/** "acme · Default · eu-frankfurt-1" */
export const accountCaption = (account: Account): string => `${tenancyOf(account)} · ${account.region}`;

/** Where Keydesk stored an API key. Before main has checked the keychain, only the keychain can have it: memory is empty at the start. */
export const vaultWords = ({ kind }: Pick<Session['vault'], 'kind'>): string =>
  kind === 'memory' ? 'its memory' : 'the keychain of this computer';
