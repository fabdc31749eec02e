import { join } from 'node:path';
import type { FirstState } from '../bridge/values/first-state.ts';
import { printableValue } from './basics/printable.ts';
import type { KnownSession } from './build-known-session.ts';
import { readStoredFile } from './files/stored-file.ts';
import { noPolicy, type PolicyReading } from './policy/policy-reading.ts';

const nobody: KnownSession = { accounts: [], current: null, proxies: [] };

/**
 * Who has signed in, read from the files of the stores before `keydesk.ts` builds the stores. The stores will give the same session. zod is
 * loaded only if one of these files exists. Null: a file cannot be used, and the stores must report why.
 */
export async function readFirstSession(profileFolder: string): Promise<KnownSession | null> {
  const read = (name: string) => readStoredFile(join(profileFolder, `${name}.json`));
  const [accounts, leftViews, proxies] = await Promise.all([read('accounts'), read('left-views'), read('proxies')]);
  if (!accounts.ok || !leftViews.ok || !proxies.ok) return null;
  const stored = { accounts: accounts.value, leftViews: leftViews.value, proxies: proxies.value };
  if (Object.values(stored).every((value) => value === undefined)) return nobody;
  return (await import('./build-known-session.ts')).knownSession(stored, Date.now());
}

/** What the page needs for its first screen. Null: the page must wait for the stores. */
export async function buildFirstState(
  session: Promise<KnownSession | null>,
  policy: Promise<PolicyReading>,
): Promise<FirstState | null> {
  const known = await session;
  if (known === null) return null;
  const vault = { kind: 'unknown' } as const;
  const whole = { ...known, vault, keychainWaits: false, locked: false, notice: null };
  return printableValue({ session: whole, policy: await shownPolicy(await policy) });
}

async function shownPolicy(reading: PolicyReading) {
  return reading === noPolicy ? null : (await import('./handlers/policy-state.ts')).policyState(reading);
}
