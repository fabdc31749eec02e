import { afterEach, describe, expect, it, vi } from 'vitest';
import { busAddresses, followSignals } from '../../../main/shell/bus-signals.ts';
import { followScreenLock } from '../../../main/shell/screen-lock.ts';
import { startBus } from '../../../scripts/session/keychain.mjs';
import { plainEnvironment } from '../../support/app/environment.ts';
import { type BusService, type SignalToSend, screenSaver, startBusService } from '../../support/desktop/bus-service.ts';

// On real buses (dbus-daemon), with signals that another program sends.

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const LOGIN = 'org.freedesktop.login1';
const session = (member: string, more: Partial<SignalToSend> = {}): SignalToSend => ({
  bus: 'system',
  name: LOGIN,
  interface: `${LOGIN}.Session`,
  path: `/org/freedesktop/login1/session/_32`,
  member,
  ...more,
});
const hint = (name: string, value: boolean) =>
  session('PropertiesChanged', {
    interface: 'org.freedesktop.DBus.Properties',
    signature: 'sa{sv}as',
    values: [`${LOGIN}.Session`, { IdleSinceHint: 7, [name]: value }, []],
  });

async function follow(more: Readonly<Record<string, string>> = {}) {
  const buses = await Promise.all([startBus(process.env), startBus(process.env)]);
  closers.push(...buses.map(({ close }) => close));
  const [own, system] = buses.map(({ address }) => address);
  const env = {
    ...plainEnvironment(),
    DBUS_SESSION_BUS_ADDRESS: `${own}`,
    DBUS_SYSTEM_BUS_ADDRESS: `${system}`,
    ...more,
  };
  const lock = vi.fn<() => void>();
  followScreenLock(env, lock, () => {});
  const service: BusService = startBusService(env);
  closers.push(service.close);
  const expectLock = async (...signals: readonly SignalToSend[]) => {
    lock.mockClear();
    for (const signal of signals) await service.send(signal);
    await vi.waitFor(() => expect(lock).toHaveBeenCalled(), 5000);
    expect(lock).toHaveBeenCalledOnce();
  };
  // Repeat the signal: none is received until the subscriptions have reached the bus.
  await vi.waitFor(async () => {
    lock.mockClear();
    await service.send(screenSaver('org.gnome.ScreenSaver', true));
    await service.send(session('Lock'));
    await vi.waitFor(() => expect(lock).toHaveBeenCalledTimes(2), 500);
  }, 5000);
  return { env, expectLock };
}

describe.skipIf(process.platform !== 'linux')('the lock of the screen', () => {
  it('is heard from each desktop and from logind; unlocking and other signals do not count', async () => {
    const { expectLock } = await follow();
    for (const desktop of ['gnome', 'freedesktop', 'cinnamon', 'mate', 'xfce']) {
      const name = `org.${desktop}.ScreenSaver`;
      await expectLock(screenSaver(name, false), screenSaver(name, true));
    }
    await expectLock(session('Unlock'), hint('IdleHint', true), hint('LockedHint', false), session('Lock'));
    await expectLock(hint('LockedHint', true));
  });

  it('of another session of this computer is not ours, where the session knows its own name', async () => {
    const { expectLock } = await follow({ XDG_SESSION_ID: '2' });
    await expectLock(session('Lock', { path: '/org/freedesktop/login1/session/c1' }), session('Lock'));
  });

  it('is not taken from a program that only says so', async () => {
    const { env, expectLock } = await follow();
    const stranger = startBusService(env);
    closers.push(stranger.close);
    const heard: string[] = [];
    const rule = `type='signal',sender='${LOGIN}'`;
    void followSignals(busAddresses(env.DBUS_SYSTEM_BUS_ADDRESS), [rule], ({ member }) => heard.push(member));
    await vi.waitFor(async () => {
      await expectLock(session('Lock'));
      expect(heard).toContain('Lock');
    }, 5000);
    await stranger.send({ ...session('Strange'), name: 'com.example.Stranger' });
    await stranger.send({ ...session('Strange'), name: 'com.example.Stranger', alone: true });
    await vi.waitFor(async () => {
      await expectLock(session('Lock'), session('Last'));
      expect(heard).toContain('Last');
    }, 5000);
    expect(heard).not.toContain('Strange');
  });

  it('is heard behind a message of many megabytes, which is not gathered', async () => {
    const { env, expectLock } = await follow();
    const stranger = startBusService(env);
    closers.push(stranger.close);
    const gathered = vi.spyOn(Buffer, 'concat');
    closers.push(() => gathered.mockRestore());
    const values = ['x'.repeat(8_000_000)];
    await stranger.send({ ...session('Long', { signature: 's', values }), name: 'com.example.Stranger', alone: true });
    await expectLock(session('Lock'));
    const bytes = gathered.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0);
    expect(bytes).toBeLessThan(16_000_000);
  });

  it('that cannot be heard is noted', async () => {
    const notes: string[] = [];
    for (const nowhere of ['unix:path=/nowhere/bus', 'unix:path=/no%where/bus', 'unix:path=/no%00where', '%']) {
      const env = { DBUS_SESSION_BUS_ADDRESS: nowhere, DBUS_SYSTEM_BUS_ADDRESS: 'tcp:host=elsewhere' };
      followScreenLock(
        env,
        () => {},
        (text) => notes.push(text),
      );
      await vi.waitFor(() => expect(notes).toHaveLength(2));
      expect(notes.splice(0).join()).toContain('the session bus cannot be followed');
    }
  });
});
