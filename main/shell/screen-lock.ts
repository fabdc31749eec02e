import type { BusSignal } from './bus-message.ts';
import { busAddresses, followSignals } from './bus-signals.ts';

/** Parts of the names under which desktops report on the session's bus that the screen is locked: GNOME, KDE Plasma and others. */
const SCREEN_SAVERS = ['gnome', 'freedesktop', 'cinnamon', 'mate', 'xfce'].map(
  (desktop) => `org.${desktop}.ScreenSaver`,
);

const LOGIN = 'org.freedesktop.login1';
const SESSION = `${LOGIN}.Session`;
const SYSTEM_BUS = 'unix:path=/run/dbus/system_bus_socket;unix:path=/var/run/dbus/system_bus_socket';

/** The object that logind has for this session; null where the session does not know its own name. */
function sessionPath(id: string | undefined): string | null {
  if (!id) return null;
  // As systemd writes a name into a path: a digit at the start, and each character that is no letter or digit, becomes its number.
  const escaped = id.replace(
    /^\d|[^A-Za-z0-9]/g,
    (character) => `_${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `/org/freedesktop/login1/session/${escaped}`;
}

/** True in a body that begins with a boolean. */
const isTrue = ({ body }: BusSignal) => body.length >= 4 && body.readUInt32LE(0) === 1;

/** True in a list of changed properties in which `name` has become true. */
function hasBecomeTrue({ body }: BusSignal, name: string): boolean {
  const after = body.indexOf(`${name}\0\u0001b\0`);
  const at = Math.ceil((after + name.length + 4) / 4) * 4;
  return after >= 0 && at + 4 <= body.length && body.readUInt32LE(at) === 1;
}

/**
 * Calls `lock` when the desktop locks the screen (on Linux; on macOS and Windows Electron reports it). Desktops report it on the session's
 * bus. logind reports `loginctl lock-session`, and a lock of which a desktop informs it. A program that only covers the screen, such as
 * i3lock, reports nothing. A bus that cannot be followed is noted in the log.
 */
export function followScreenLock(env: NodeJS.ProcessEnv, lock: () => void, note: (text: string) => void): void {
  const noteAbsence = (bus: string) => (error: unknown) => note(`the ${bus} bus cannot be followed: ${String(error)}`);

  const sessionBus = env['DBUS_SESSION_BUS_ADDRESS'] ?? `unix:path=${env['XDG_RUNTIME_DIR'] ?? ''}/bus`;
  const saverRules = SCREEN_SAVERS.map(
    (name) => `type='signal',sender='${name}',interface='${name}',member='ActiveChanged'`,
  );
  followSignals(busAddresses(sessionBus), saverRules, (signal) => {
    if (signal.member === 'ActiveChanged' && isTrue(signal)) lock();
  }).catch(noteAbsence('session'));

  const path = sessionPath(env['XDG_SESSION_ID']);
  const where = path === null ? `path_namespace='/org/freedesktop/login1/session'` : `path='${path}'`;
  const loginRules = [
    `type='signal',sender='${LOGIN}',interface='${SESSION}',member='Lock',${where}`,
    `type='signal',sender='${LOGIN}',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='${SESSION}',${where}`,
  ];
  followSignals(busAddresses(env['DBUS_SYSTEM_BUS_ADDRESS'] ?? SYSTEM_BUS), loginRules, (signal) => {
    const isAsked = signal.interface === SESSION && signal.member === 'Lock';
    if (isAsked || hasBecomeTrue(signal, 'LockedHint')) lock();
  }).catch(noteAbsence('system'));
}
