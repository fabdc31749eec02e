import { expect } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { paced } from '../../support/runner/pace.ts';

// Security line 10: the page is granted nothing.

const keydesk = shareKeydesk({ profile: null });

test('every permission that a page can ask about is denied', async () => {
  const states = await keydesk().page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'push',
      'midi',
      'camera',
      'microphone',
      'clipboard-read',
      'clipboard-write',
      'persistent-storage',
      'storage-access',
      'screen-wake-lock',
      'idle-detection',
      'window-management',
      'local-fonts',
      'nfc',
      'display-capture',
    ];
    const ask = async (name: string) => {
      const descriptor = name === 'push' ? { name, userVisibleOnly: true } : { name };
      try {
        return (await navigator.permissions.query(descriptor as PermissionDescriptor)).state;
      } catch {
        return 'unknown here';
      }
    };
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await ask(name)] as const)));
  });
  expect(Object.entries(states).filter(([, state]) => state === 'granted')).toEqual([]);
  const denied = Object.entries(states).filter(([, state]) => state === 'denied');
  expect(denied.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
      'clipboard-write',
    ]),
  );
});

test('every way to use one fails', async () => {
  const outcomes = await keydesk().page.evaluate(async (patience) => {
    const using = navigator as Navigator & Record<string, { requestDevice(wanted: object): Promise<unknown> }>;
    const ways: Record<string, () => Promise<unknown>> = {
      position: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      notification: async () => ((await Notification.requestPermission()) === 'granted' ? 'granted' : Promise.reject()),
      readClipboard: () => navigator.clipboard.readText(),
      writeClipboard: () => navigator.clipboard.writeText('from the page'),
      camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
      microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
      screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
      usb: () => using['usb']?.requestDevice({ filters: [] }) ?? Promise.reject(),
      hid: () =>
        (using['hid']?.requestDevice({ filters: [] }) ?? Promise.reject()).then((devices) =>
          Array.isArray(devices) && devices.length === 0 ? Promise.reject() : devices,
        ),
      bluetooth: () => using['bluetooth']?.requestDevice({ acceptAllDevices: true }) ?? Promise.reject(),
      serial: () => Reflect.get(navigator, 'serial')?.requestPort() ?? Promise.reject(),
      midi: () => navigator.requestMIDIAccess({ sysex: true }),
      wakeLock: () => navigator.wakeLock.request('screen'),
      persist: async () => ((await navigator.storage.persist()) ? 'granted' : Promise.reject()),
      idle: async () =>
        (await Reflect.get(window, 'IdleDetector').requestPermission()) === 'granted' ? 'granted' : Promise.reject(),
      fonts: () =>
        Reflect.get(window, 'queryLocalFonts')().then((fonts: unknown[]) => fonts.length || Promise.reject()),
    };
    const late = new Promise((resolve) => setTimeout(resolve, patience, 'hangs'));
    const outcome = async (way: () => Promise<unknown>) => {
      try {
        return (await Promise.race([way(), late])) === 'hangs' ? 'hangs' : 'granted';
      } catch {
        return 'refused';
      }
    };
    const names = Object.keys(ways);
    const all = await Promise.all(names.map((name) => outcome(ways[name] ?? (() => Promise.reject()))));
    return names.map((name, index) => `${name}: ${all[index]}`);
  }, paced(20_000));
  expect(outcomes.filter((outcome) => !outcome.endsWith(': refused'))).toEqual([]);
});
