import { describe, expect, it } from 'vitest';
import { setUpComputerKeyDesk, waiting } from '../../support/parts/computer-key-desk.ts';
import { Crash } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { start, addedInConsole, desk, keysAtOracle, ageKeyJournal, pendingPairs } = setUpComputerKeyDesk();

describe('a set-up that was interrupted', () => {
  it('is offered again, and goes on with the same key', async () => {
    const { keydesk, snippet } = await addedInConsole();
    const { fingerprint } = waiting(keydesk);
    const again = start();
    await again.computerKey.resume();
    expect(again.computerKey.setUp.state()).toMatchObject({ kind: 'interrupted', fingerprint });
    unwrap(await again.computerKey.setUp.start());
    expect(waiting(again).fingerprint).toBe(fingerprint);
    unwrap(await again.computerKey.setUp.takeSnippet(snippet));
    expect(again.accounts.current()?.fingerprint).toBe(fingerprint);
  });

  it('is removed where its public key was never taken along, and after a month', async () => {
    unwrap(await start().computerKey.setUp.start());
    expect(await pendingPairs()).toHaveLength(1);
    const second = start();
    await second.computerKey.resume();
    expect(second.computerKey.setUp.state()).toEqual({ kind: 'none' });
    expect(await pendingPairs()).toEqual([]);
    await addedInConsole();
    ageKeyJournal(31 * 86_400_000);
    const later = start();
    await later.computerKey.resume();
    expect(later.computerKey.setUp.state()).toEqual({ kind: 'none' });
    expect(await pendingPairs()).toEqual([]);
  });

  it('that the person leaves is removed, and its key told of where one turns up at Oracle', async () => {
    const { keydesk } = await addedInConsole();
    const { fingerprint } = waiting(keydesk);
    unwrap(await keydesk.computerKey.setUp.abandon());
    expect(await pendingPairs()).toEqual([]);
    const { accounts, computerKey } = start();
    unwrap(await accounts.signIn({ file: desk().writeConfig('ADMIN'), profile: 'ADMIN', passphrase: null }));
    await computerKey.resume();
    expect(computerKey.apiKeys.state().unfinished).toMatchObject([{ fingerprint, what: 'orphaned' }]);
    unwrap(await computerKey.apiKeys.remove(fingerprint));
    expect(await keysAtOracle()).toEqual([]);
    expect(computerKey.apiKeys.state().unfinished).toEqual([]);
  });

  it.each(['made', 'journalled', 'stored', 'accepted', 'signed-in', 'ended'] as const)(
    'at "%s" leaves nothing that Keydesk does not know of',
    async (step) => {
      const keydesk = start({
        onKeyStep: (reached) => {
          if (reached === step) throw new Crash(step);
        },
      });
      const { setUp } = keydesk.computerKey;
      const outcome = await (async () => {
        const { snippet } = await addedInConsole(keydesk);
        return setUp.takeSnippet(snippet);
      })().catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(Crash);
      const again = start();
      await again.computerKey.resume();
      const account = again.accounts.current();
      const state = again.computerKey.setUp.state();
      const known = [account?.fingerprint, state.kind === 'interrupted' ? state.fingerprint : null];
      for (const fingerprint of await keysAtOracle()) expect(known).toContain(fingerprint);
      if (account !== null) {
        expect(unwrap(await again.computerKey.apiKeys.list()).keys).toHaveLength(2);
        expect(state.kind).toBe('none');
      }
      expect(await pendingPairs()).toHaveLength(state.kind === 'interrupted' ? 1 : 0);
    },
  );
});
