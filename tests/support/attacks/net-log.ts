import { readFile } from 'node:fs/promises';
import type { ElectronApplication } from '@playwright/test';
import { z } from 'zod';

const logSchema = z.object({
  constants: z.object({ logEventTypes: z.record(z.string(), z.number()) }),
  events: z.array(
    z.object({
      type: z.number(),
      source: z.object({ id: z.number() }),
      params: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

export interface NetLog {
  /** Every requested address, with or without an answer. */
  readonly urls: readonly string[];
  /** Every name that was looked up. */
  readonly names: readonly string[];
  /**
   * Every address, with its port, to which a TCP connection was attempted or a packet was sent. Chromium also connects UDP
   * sockets only to ask the system for the route of a packet. No packet is sent then, so those addresses are left out.
   */
  readonly peers: readonly string[];
}

/**
 * Reads Chromium's log of everything that it did on the network. The log comes from the switch `--log-net-log=FILE`, and is complete
 * only after the app has ended, or from `netLogWhile`.
 */
export async function readNetLog(file: string): Promise<NetLog> {
  const { constants, events } = logSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const { logEventTypes } = constants;
  const eventsOf = (...types: readonly string[]) => {
    const wanted = new Set(types.map((type) => logEventTypes[type]));
    return events.filter(({ type }) => wanted.has(type));
  };
  const texts = (found: typeof events, ...names: readonly string[]) => {
    const values = found.flatMap(({ params }) => names.map((name) => params?.[name]));
    return [...new Set(values.filter((value) => typeof value === 'string'))];
  };
  const senders = new Set(eventsOf('UDP_BYTES_SENT').map(({ source }) => source.id));
  const packets = eventsOf('UDP_CONNECT', 'UDP_BYTES_SENT').filter(({ source }) => senders.has(source.id));
  return {
    urls: texts(eventsOf('URL_REQUEST_START_JOB', 'CORS_REQUEST'), 'url'),
    // Some lookups of WebRTC calls are visible only in their queries to the name server.
    names: [
      ...texts(eventsOf('HOST_RESOLVER_MANAGER_REQUEST', 'HOST_RESOLVER_MANAGER_JOB'), 'host'),
      ...texts(eventsOf('DNS_TRANSACTION'), 'hostname'),
    ],
    peers: texts([...eventsOf('TCP_CONNECT_ATTEMPT', 'TCP_CONNECT'), ...packets], 'address', 'remote_address'),
  };
}

/** Chromium's own log of everything on the network during `work`. */
export async function netLogWhile(app: ElectronApplication, file: string, work: () => Promise<void>): Promise<NetLog> {
  await app.evaluate(
    ({ session }, path) => session.defaultSession.netLog.startLogging(path, { captureMode: 'everything' }),
    file,
  );
  await work();
  await app.evaluate(({ session }) => session.defaultSession.netLog.stopLogging());
  return readNetLog(file);
}
