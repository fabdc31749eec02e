import type { z } from 'zod';
import type { faultSchema } from '../../../simulator/faults/fault.ts';
import type { switchesSchema } from '../../../simulator/switches.ts';
import { toWireAnswer, type WireAnswer } from './signed-caller.ts';

export interface KeyState {
  readonly domain: string;
  readonly user: { readonly userName: string; readonly id: string; readonly ocid: string };
  readonly id: string;
  readonly ocid: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly status: string;
  /** ISO 8601. */
  readonly created: string;
  /** ISO 8601. */
  readonly expiresOn: string | null;
  readonly madeThrough: 'scim' | 'classic';
}
export interface ApiKeyState {
  readonly user: { readonly userName: string; readonly id: string; readonly ocid: string };
  readonly id: string;
  readonly fingerprint: string;
  readonly publicKey: string;
  readonly description: string | null;
  readonly created: string;
  readonly state: 'CREATING' | 'ACTIVE';
  readonly madeThrough: 'configuration-file' | 'scim' | 'classic' | 'elsewhere';
}
export interface SessionState {
  readonly user: { readonly userName: string; readonly id: string; readonly ocid: string };
  readonly madeBy: 'browser' | 'api-key';
  /** The fingerprint of the session's public key. */
  readonly fingerprint: string;
  readonly started: string;
  readonly ends: string;
  readonly refreshes: number;
  /** Oldest first. */
  readonly tokens: readonly { readonly text: string; readonly expires: string; readonly valid: boolean }[];
}
export interface SimulatorState {
  readonly requests: readonly { readonly method: string; readonly path: string; readonly count: number }[];
  readonly latest: readonly {
    readonly method: string;
    readonly target: string;
    readonly retryToken: string | null;
    readonly clientPort: number | null;
    /** The fingerprint of an API key, `session`, or null for no signature. */
    readonly signedWith: string | null;
  }[];
  readonly keys: readonly KeyState[];
  readonly apiKeys: readonly ApiKeyState[];
  readonly sessions: readonly SessionState[];
  readonly buckets: readonly { readonly name: string; readonly objects: readonly string[] }[];
}
export type FaultToSet = z.input<typeof faultSchema>;
export type SwitchesToSet = Partial<z.input<typeof switchesSchema>>;

/** The simulator's controls, for tests of any kind: over HTTP, wherever the simulator runs. */
export function simulatorControls(url: string) {
  const tell = async (method: string, path: string, body?: unknown): Promise<WireAnswer> => {
    const answer = await toWireAnswer(
      await fetch(`${url}/simulator/${path}`, { method, body: body === undefined ? null : JSON.stringify(body) }),
    );
    if (answer.status >= 300) throw new Error(`${method} /simulator/${path}: ${answer.status} ${answer.text}`);
    return answer;
  };
  return {
    /** With `user` (user name, id or OCID) only that user's keys. */
    async state(user?: string): Promise<SimulatorState> {
      return (await tell('GET', `state${user === undefined ? '' : `?user=${encodeURIComponent(user)}`}`)).json;
    },
    /** Only the requests, without the keys: those of a large tenancy are a megabyte. */
    async asked(): Promise<Pick<SimulatorState, 'requests' | 'latest'>> {
      return (await tell('GET', 'requests')).json;
    },
    setFault: (fault: FaultToSet) => tell('POST', 'faults', fault),
    clearFaults: () => tell('DELETE', 'faults'),
    setSwitches: (switches: SwitchesToSet) => tell('POST', 'switches', switches),
    async addKeyElsewhere(user: string, name: string): Promise<KeyState> {
      return (await tell('POST', 'advance', { user, addKey: { name } })).json;
    },
    async deleteKeyElsewhere(user: string, nameOrAccessKey: string): Promise<KeyState> {
      return (await tell('POST', 'advance', { user, deleteKey: nameOrAccessKey })).json;
    },
    /** Adds a public key at the Console, which then shows a snippet for the configuration file. */
    async addApiKeyElsewhere(user: string, pem: string): Promise<ApiKeyState & { keyId: string; snippet: string }> {
      return (await tell('POST', 'advance', { user, addApiKey: pem })).json;
    },
    deleteApiKeyElsewhere: (user: string, fingerprint: string) =>
      tell('POST', 'advance', { user, deleteApiKey: fingerprint }),
    /** Ends all sessions of the user early. */
    endSessions: (user: string) => tell('POST', 'advance', { user, endSessions: true }),
    reset: () => tell('POST', 'reset'),
  };
}
