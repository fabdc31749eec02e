import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkout } from '../../../scripts/project/checkout.mjs';
import type { Environment } from '../app/environment.ts';

export interface SignalToSend {
  readonly bus: 'session' | 'system';
  /** The name of the sending service. It is also the interface, unless `interface` names another. */
  readonly name: string;
  readonly interface?: string;
  readonly path: string;
  readonly member: string;
  /** In D-Bus notation: `b` is a boolean. */
  readonly signature?: string;
  readonly values?: readonly unknown[];
  /** True: sent directly to each program on the bus. The bus does not apply its rules about senders to such a signal. */
  readonly alone?: boolean;
}

export interface BusService {
  send(signal: SignalToSend): Promise<void>;
  close(): void;
}

/** A program that sends signals as logind and desktops do, on the buses that `env` names (python3-dbus). */
export function startBusService(env: Environment): BusService {
  const script = join(checkout, 'tests', 'support', 'desktop', 'bus-service.py');
  const child = spawn('/usr/bin/python3', [script], { env: { ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async send({ bus, name, interface: its = name, path, member, signature = '', values = [], alone = false }) {
      const address = env[bus === 'session' ? 'DBUS_SESSION_BUS_ADDRESS' : 'DBUS_SYSTEM_BUS_ADDRESS'];
      const told = { bus: address, name, path, interface: its, member, signature, values, alone };
      child.stdin.write(`${JSON.stringify(told)}\n`);
      if ((await lines.next()).value !== 'sent') throw new Error('The signal was not sent.');
    },
    close: () => void child.kill(),
  };
}

/** A desktop announces that its screen is locked or unlocked. */
export const screenSaver = (name: string, active: boolean): SignalToSend => ({
  bus: 'session',
  name,
  path: `/${name.replaceAll('.', '/')}`,
  member: 'ActiveChanged',
  signature: 'b',
  values: [active],
});
