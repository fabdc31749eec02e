import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { defaultSettings } from '../../../bridge/values/settings.ts';
import { withMailProgram } from '../desktop/mail-program.ts';
import type { RunningKeydesk } from './keydesk-test.ts';

export type Profile = 'ADMIN' | 'USER';

/**
 * Restores the state of the app at its start, with `profile` signed in (null: nobody). It uses the bridge, since the same through the
 * window takes seconds.
 */
export async function restoreKeydesk(keydesk: RunningKeydesk, profile: Profile | null): Promise<void> {
  const { app, page, controls, log } = keydesk;
  await controls.reset();
  await restoreHome(keydesk);
  await restoreMain(app);
  // Without motion: showing and hiding takes half of a dialog's time. An app that a test starts itself has motion.
  await page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce', forcedColors: null, contrast: null });
  await restoreState(page, profile).catch((error) => {
    throw new Error(`The app could not be brought back to its first state. It said:\n${log()}`, { cause: error });
  });
}

/** Removes the files of tests from the home folder. Files that the running app has open stay. */
async function restoreHome({ home, userDataDir, simulator, configFile, env }: RunningKeydesk): Promise<void> {
  const inUse = new Set([userDataDir, env['TMPDIR'], join(home, '.pki'), join(home, '.cache')]);
  const left = (await readdir(home)).map((name) => join(home, name)).filter((path) => !inUse.has(path));
  for (const path of left) await rm(path, { recursive: true, force: true });
  await copyFile(simulator.configFile, configFile);
  withMailProgram(env, home);
}

/**
 * Restores the parts of main that tests replace: the system's dialogs, the browser, and the clock. The first call stores the originals.
 * Each call also empties the clipboard, as on a computer that has just started.
 */
function restoreMain(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow, clipboard, dialog, shell }) => {
    const first = Reflect.get(globalThis, 'firstParts') ?? {
      dialog: { ...dialog },
      openExternal: shell.openExternal,
      now: Date.now,
    };
    Reflect.set(globalThis, 'firstParts', first);
    Object.assign(dialog, first.dialog);
    shell.openExternal = first.openExternal;
    Date.now = first.now;
    Reflect.deleteProperty(globalThis, 'fullScrypt');
    clipboard.clear();
    // The app of another test file may have been in front.
    BrowserWindow.getAllWindows()[0]?.focus();
  });
}

const restoreState = (page: Page, profile: Profile | null): Promise<void> =>
  page.evaluate(
    async ([wanted, settings]) => {
      const { Accounts, BrowserSignIn, SetUp, Secrets, Handover, Receiving, Usage, Preferences } = Reflect.get(
        window,
        'keydesk',
      );
      const done = async (call: Promise<{ ok: boolean; failure?: { happened: string } }>) => {
        const { ok, failure } = await call;
        if (!ok) throw new Error(failure?.happened);
      };
      // Otherwise a test file that reloads the page itself would begin in the view that the previous file left open.
      window.history.replaceState(null, '', '#/profile');
      if ((await Accounts.sessionStore.getState()).locked) await done(Accounts.Unlock());
      const { secret, closed } = await Secrets.openStore.getState();
      for (const { handle } of [...(secret === null ? [] : [secret]), ...closed])
        await done(Secrets.CloseSecret(handle, true));
      for (const { creation } of (await Secrets.unfinishedStore.getState()).creations)
        await done(Secrets.LeaveKey(creation));
      for (const { id } of (await Handover.addressBookStore.getState()).recipients)
        await done(Handover.RemoveRecipient(id));
      for (const { id } of (await Usage.savedKeysStore.getState()).keys) await done(Usage.ForgetKey(id));
      if ((await Receiving.addressStore.getState()).address !== null) await done(Receiving.RemoveAddress());
      await done(BrowserSignIn.CancelBrowserSignIn());
      if ((await SetUp.progressStore.getState()).kind !== 'none') await done(SetUp.Abandon());
      await done(Receiving.DismissIncoming());
      await done(Usage.StopTest());
      await done(Preferences.ChangeSettings(settings));
      const { accounts, current } = await Accounts.sessionStore.getState();
      const [only] = accounts;
      if (wanted !== null && accounts.length === 1 && only.profile === wanted && only.id === current) return;
      for (const { id } of accounts) await done(Accounts.SignOut(id));
      if (wanted !== null) await done(Accounts.SignIn({ source: 'standard', profile: wanted, passphrase: null }));
    },
    [profile, defaultSettings] as const,
  );
