import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../main/basics/clock.ts';
import { createBrowserSignIn } from '../../../../main/signin/browser/browser-sign-in.ts';
import { setUpBrowserDesk } from '../../../support/parts/browser-desk.ts';
import { unwrap } from '../../../support/parts/unwrap.ts';
import { callListener, comeBack, isPortFree } from '../../../support/simulator/browser-back.ts';
import { pressAtLogin } from '../../../support/simulator/login-page.ts';

const { simulator, desk, tell, start, signInAs } = setUpBrowserDesk(5);

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('signing in with the browser', () => {
  it('makes an account of whoever signs in at Oracle, with a session that signs, and comes to the front', async () => {
    const here = await start();
    const { told, end } = await here.signIn();
    expect(told.status).toBe(204);
    expect(end).toEqual({ kind: 'idle' });
    expect(here.system.front).toBe(1);
    const account = here.accounts.current();
    expect(account).toMatchObject({
      displayName: 'Ada Byron',
      tenancyName: 'acme',
      region: 'eu-frankfurt-1',
      endpoint: simulator().url,
      signedInBy: { kind: 'browser-session' },
    });
    const { signedInBy } = account ?? {};
    if (account === null || signedInBy?.kind !== 'browser-session') throw new Error('There is no session.');
    const shown = here.accounts.signedInBy(account);
    expect(shown).toMatchObject({ phase: 'valid', renewable: true, rests: 'keychain' });
    expect(signedInBy.expires > later(58) && signedInBy.expires < later(61)).toBe(true);
    expect((signedInBy.renewableUntil ?? '') > later(23 * 60 + 58)).toBe(true);
    unwrap(await unwrap(await here.accounts.client()).oracle.getTenancy());
    await expect.poll(isPortFree).toBe(true);
  });

  it('stores key and token in the keychain alone, and goes on with them after a restart', async () => {
    const here = await start();
    await here.signIn();
    const account = here.accounts.current();
    expect(desk().vault.asked).toEqual([`put account:${account?.id}`, `put session:${account?.id}`]);
    const token = unwrap(await desk().vault.get(`session:${account?.id}`))?.toString('latin1') ?? '';
    expect(token.split('.')).toHaveLength(3);
    expect(JSON.stringify(desk().store.content)).not.toContain(token.slice(20, 60));
    const afterRestart = desk().start();
    unwrap(await unwrap(await afterRestart.client()).oracle.getTenancy());
    expect(afterRestart.current()).toEqual(account);
  });

  it('again as the same user renews the account; another user becomes another account', async () => {
    const here = await start();
    await here.signIn();
    const first = here.accounts.current();
    await here.signIn();
    expect(here.accounts.list().map(({ id }) => id)).toEqual([first?.id]);
    await here.signIn('Sign in as Charles Babbage');
    expect(here.accounts.list()).toHaveLength(2);
    unwrap(await here.signingIn.again(first?.id ?? ''));
    const { location } = await pressAtLogin(here.signingIn.address() ?? '', 'Sign in as Ada Byron');
    await comeBack(location);
    await here.ended();
    expect(here.accounts.current()?.id).toBe(first?.id);
    expect(here.accounts.list()).toHaveLength(2);
  });

  it('stands beside the account of a file, whose key lasts', async () => {
    const here = await start();
    await signInAs('ADMIN', here.accounts);
    await here.signIn();
    expect(here.accounts.list().map(({ signedInBy }) => signedInBy.kind)).toEqual(['file-key', 'browser-session']);
  });

  it('lives in memory, and says so, where the keychain refuses at the end', async () => {
    const here = await start();
    desk().vault.refuse = 'put';
    expect((await here.signIn()).end).toEqual({ kind: 'idle' });
    const account = here.accounts.current();
    if (account === null) throw new Error('Nobody is signed in.');
    expect(here.accounts.signedInBy(account)).toMatchObject({ rests: 'memory' });
    here.accounts.forgetKeys();
    unwrap(await unwrap(await here.accounts.client()).oracle.getTenancy());
    expect(desk().store.writes).toBe(0);

    // When the keychain accepts entries again, no other sign-in is needed, and a restart still has the session.
    desk().vault.refuse = null;
    unwrap(await here.accounts.keychainIsBack());
    expect(here.accounts.current()).toMatchObject({ id: account.id, vaultKind: 'keychain' });
    const afterRestart = desk().start();
    expect(afterRestart.list()).toMatchObject([{ id: account.id, vaultKind: 'keychain' }]);
    unwrap(await unwrap(await afterRestart.client()).oracle.getTenancy());
  });

  it('belongs to the sample tenancy where the person signs in at the sample’s address', async () => {
    const here = await start();
    unwrap(await here.accounts.signInSample(simulator().configFile, 'ADMIN'));
    const listed = (await here.signingIn.regions()).filter(({ sample }) => sample);
    expect(listed.map(({ choice }) => choice)).toEqual([here.choice()]);
    await here.signIn();
    expect(here.accounts.current()).toMatchObject({ sample: true, signedInBy: { kind: 'browser-session' } });
    expect(desk().vault.asked).toEqual([]);
    expect(desk().store.writes).toBe(0);
  });

  it('takes an answer without an id_token, whose name is not promised', async () => {
    await tell('switches', { idToken: false });
    expect((await (await start()).signIn()).end).toEqual({ kind: 'idle' });
  });
});

describe('the wait for the browser', () => {
  it('tells the address, until when, and whether a browser opened', async () => {
    const here = await start();
    here.system.opens = false;
    const address = await here.begin('acme');
    await expect.poll(() => here.signingIn.state()).toMatchObject({ kind: 'waiting', browser: 'none', address });
    expect(here.opened).toEqual([address]);
    expect(address.startsWith(`${simulator().url}/v1/oauth2/authorize?action=login&`)).toBe(true);
    expect(new URL(address).searchParams.get('tenant')).toBe('acme');
    here.system.opens = true;
    here.signingIn.openAgain();
    await expect.poll(() => here.signingIn.state()).toMatchObject({ browser: 'opened' });
    expect(here.opened).toHaveLength(2);
  });

  it('listens before the browser opens, on both addresses of this computer', async () => {
    const here = await start();
    await here.begin();
    const [v4, v6] = await Promise.all(['127.0.0.1', '::1'].map((address) => callListener({ address })));
    expect([v4?.status, v6?.status]).toEqual([200, 200]);
  });

  it('ends after five minutes, and nothing listens any more', async () => {
    const here = await start();
    await here.begin();
    expect(here.timers.map(({ ms }) => ms)).toEqual([5 * 60_000]);
    here.timers[0]?.run();
    expect(await here.ended()).toEqual({ kind: 'failed', problem: { kind: 'sign-in-timed-out', minutes: 5 } });
    await expect.poll(isPortFree).toBe(true);
    await here.signingIn.cancel();
    expect(here.signingIn.state()).toEqual({ kind: 'idle' });
  });

  it('ends with Cancel, and an answer that comes later is nobody’s', async () => {
    const here = await start();
    const { location } = await pressAtLogin(await here.begin(), 'Sign in as Ada Byron');
    await here.signingIn.cancel();
    await expect(comeBack(location)).rejects.toThrow();
    expect(here.accounts.list()).toEqual([]);
    expect(here.timers).toEqual([]);
  });

  it('cancelled before it has made its key pair opens no browser, and nothing listens', async () => {
    const here = await start();
    const where = (await here.signingIn.regions()).find(({ choice }) => choice === here.choice());
    if (where === undefined) throw new Error('There is no region.');
    const opened: string[] = [];
    const browser = createBrowserSignIn({
      accounts: here.accounts,
      openBrowser: async (address) => opened.push(address) > 0,
      clock: systemClock,
      newNonce: randomUUID,
      onSignedIn: () => {},
    });
    const starting = browser.start(where, null);
    await nextTurn();
    await browser.cancel();
    unwrap(await starting);
    expect(opened).toEqual([]);
    expect(browser.state()).toEqual({ kind: 'idle' });
    expect(await isPortFree()).toBe(true);
  });

  it('does not begin where it is cancelled before it listens: nothing opens, and nothing listens', async () => {
    const here = await start();
    // Stops at different moments: while the regions are read, and while the key pair is made.
    for (const ms of [0, 5, 20, 40]) {
      const begun = here.signingIn.start(here.choice(), null);
      await wait(ms);
      await here.signingIn.cancel();
      await begun;
      expect(here.signingIn.state()).toEqual({ kind: 'idle' });
      expect(await isPortFree()).toBe(true);
    }
    expect(here.timers).toEqual([]);
  });

  it('begins once where two starts come at once, and ends with Cancel', async () => {
    const here = await start();
    const starts = [0, 1, 2].map(() => here.signingIn.start(here.choice(), null));
    for (const started of await Promise.all(starts)) expect(started.ok).toBe(true);
    expect(here.signingIn.state().kind).toBe('waiting');
    expect(here.opened).toHaveLength(1);
    await here.signingIn.cancel();
    expect(await isPortFree()).toBe(true);
  });

  it('cancelled while Oracle is asked signs nobody in', async () => {
    const here = await start();
    await tell('faults', { kind: 'hold', path: '/20160918/users/' });
    const { location } = await pressAtLogin(await here.begin(), 'Sign in as Ada Byron');
    await comeBack(location);
    expect(here.signingIn.state().kind).toBe('proving');
    await here.signingIn.cancel();
    expect(here.signingIn.state()).toEqual({ kind: 'idle' });
    expect(here.accounts.list()).toEqual([]);
    expect(await isPortFree()).toBe(true);
  });

  it('is replaced by another start, whose answer alone counts', async () => {
    const here = await start();
    const first = await pressAtLogin(await here.begin(), 'Sign in as Ada Byron');
    await here.begin();
    expect((await comeBack(first.location)).status).toBe(400);
    expect(await here.ended()).toMatchObject({ problem: { kind: 'nonce-differs' } });
  });

  it('does not begin where another program holds the port, and names it', async () => {
    const here = await start();
    for (const address of ['127.0.0.1', '::1', '0.0.0.0']) {
      const other = createServer().listen(8181, address);
      await new Promise((resolve) => other.once('listening', resolve));
      const problem = { kind: 'port-taken', port: 8181, holder: expect.stringMatching(/\(process \d+\)$/) };
      expect(await here.signingIn.start(here.choice(), null)).toEqual({ ok: false, problem });
      expect(here.signingIn.state()).toEqual({ kind: 'idle' });
      expect(here.opened).toEqual([]);
      await new Promise((resolve) => other.close(resolve));
    }
    await here.begin();
  });

  it('does not begin in a region that nobody knows', async () => {
    expect(await (await start()).signingIn.start('atlantis', null)).toMatchObject({
      problem: { kind: 'region-unknown' },
    });
  });
});
