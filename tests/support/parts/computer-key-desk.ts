import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KeyRecord } from '../../../main/computer-key/computer-key-journal.ts';
import { fingerprintOf, toVaultBytes } from '../../../main/signin/private-key.ts';
import { claimsOf, makeRsaPair, signInAtLogin } from '../simulator/login-page.ts';
import { type Changes, type KeyDesk, setUpKeyDesk } from './key-desk.ts';
import { unwrap } from './unwrap.ts';

/** The state of the set-up, which must be waiting for the snippet of the Console. */
export function waiting(keydesk: KeyDesk) {
  const state = keydesk.computerKey.setUp.state();
  if (state.kind !== 'waiting') throw new Error(`The set-up is ${state.kind}.`);
  return state;
}

/** The main process of `key-desk.ts`, and API keys for this computer. At first Ada Byron has one API key, the configuration file's. */
export function setUpComputerKeyDesk() {
  const around = setUpKeyDesk();
  const journalFile = () => join(dirname(around.journalFile()), 'api-keys.jsonl');
  const sessionId = randomUUID();
  let pair: ReturnType<typeof makeRsaPair> | null = null;

  /** Ada Byron has signed in with the browser in an earlier run. */
  async function withSession(): Promise<void> {
    const { loginUrl, url } = around.simulator();
    pair ??= makeRsaPair();
    const { token, privateKey } = await signInAtLogin(loginUrl, 'Ada Byron', pair);
    const { sub, tenant, iat, exp } = claimsOf(token);
    const { vault, store } = around.desk();
    await vault.put(`account:${sessionId}`, toVaultBytes(privateKey));
    await vault.put(`session:${sessionId}`, Buffer.from(token, 'latin1'));
    const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
    const account = {
      id: sessionId,
      profile: 'Browser',
      signedInBy: { kind: 'browser-session', issued: iso(iat), expires: iso(exp), renewableUntil: iso(iat + 86_400) },
      tenancyOcid: tenant,
      tenancyName: 'acme',
      userOcid: sub,
      userName: 'ada.byron',
      displayName: 'Ada Byron',
      domain: null,
      fingerprint: fingerprintOf(privateKey),
      region: 'eu-frankfurt-1',
      identityUrl: url,
      endpoint: url,
      signedInAt: iso(iat),
      vaultKind: 'keychain',
    };
    store.write({ accounts: [account], current: sessionId });
  }

  return {
    ...around,
    sessionId,
    withSession,
    /** Signs in with the browser, and then sets up a key of this computer's own. */
    async withComputerKey(changes: Changes = {}) {
      await withSession();
      const keydesk = around.start(changes);
      unwrap(await keydesk.computerKey.apiKeys.stay());
      return keydesk;
    },
    /** Begins a set-up, and adds the set-up's public key in the Console. */
    async addedInConsole(keydesk = around.start()) {
      unwrap(await keydesk.computerKey.setUp.start());
      unwrap(await keydesk.computerKey.setUp.copyPublicKey());
      const { snippet } = await around.controls().addApiKeyElsewhere('ada.byron', keydesk.clipboard.text);
      return { keydesk, snippet };
    },
    /** Fingerprints of the user's API keys at the service, except the configuration file's key. */
    async keysAtOracle(user = 'ada.byron'): Promise<string[]> {
      const { apiKeys } = await around.controls().state(user);
      return apiKeys.flatMap(({ fingerprint, madeThrough }) =>
        madeThrough === 'configuration-file' ? [] : [fingerprint],
      );
    },
    keyJournal: (): KeyRecord[] =>
      existsSync(journalFile())
        ? readFileSync(journalFile(), 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line))
        : [],
    /** Moves every entry of the API keys' journal `ms` milliseconds into the past. */
    ageKeyJournal(ms: number): void {
      if (!existsSync(journalFile())) return;
      const older = (at: string) => new Date(Date.parse(at) - ms).toISOString();
      const text = readFileSync(journalFile(), 'utf8');
      writeFileSync(
        journalFile(),
        text.replace(/"at":"([^"]+)"/g, (_, at: string) => `"at":"${older(at)}"`),
      );
    },
    /** Empties the profile folder, the keychain and the list of accounts, as on a new computer. */
    async forget(): Promise<void> {
      const { vault, store } = around.desk();
      for (const entry of new Set(vault.asked.map((call) => call.replace(/^\w+ /, '')))) await vault.remove(entry);
      store.content = undefined;
      rmSync(dirname(journalFile()), { recursive: true, force: true });
    },
    /** Keychain entries with private keys that do not belong to an account yet. */
    async pendingPairs(): Promise<string[]> {
      const { vault } = around.desk();
      const asked = [...new Set(vault.asked.map((call) => call.replace(/^\w+ /, '')))];
      const entries = asked.filter((entry) => entry.startsWith('computer-key:'));
      const held: string[] = [];
      for (const entry of entries) {
        const found = unwrap(await vault.get(entry));
        if (found !== null) held.push(entry);
      }
      return held;
    },
  };
}
