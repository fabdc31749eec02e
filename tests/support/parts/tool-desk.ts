import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import type { ProfileRequest } from '../../../bridge/values/usage.ts';
import { failed, type Outcome, success } from '../../../main/basics/outcome.ts';
import type { Question } from '../../../main/basics/question.ts';
import { createTools, type ToolSystem, type ToolsOptions } from '../../../main/tools/tools.ts';
import { createWrittenProfiles } from '../../../main/tools/written-profiles.ts';
import type { KeychainNeeded, SavedKeyNameProblem } from '../../../main/usage/saved-keys.ts';
import type { LendKey, UsableKey } from '../../../main/usage/usage-contract.ts';
import { setUpPolicy } from './policy-desk.ts';

export const testAccessKey = '4f1c0e77b2a94c31d5e6f70819a2b3c4d5e69ab2';
export const testSecret = 'Zm9v+YmFy/cXV4+MTIz/NDU2Nzg5MGFiY2RlZmdoaWo=';
export const testEndpoint = 'https://acmens.compat.objectstorage.eu-frankfurt-1.oraclecloud.com';

export interface ToolDeskSettings {
  readonly secret?: string;
  readonly savedName?: string | null;
  readonly endpoint?: string;
  readonly env?: Record<string, string>;
  readonly options?: Partial<
    Pick<ToolsOptions, 'isLocked' | 'ask'> &
      Pick<ToolsOptions['usage'], 'lend' | 'endpointOf'> &
      Omit<ToolSystem, 'saveAs'>
  >;
}

/** The real `createTools` with a separate home folder. Records what it lends, asks and copies. */
export function openToolDesk(settings: ToolDeskSettings = {}) {
  const home = mkdtempSync(join(tmpdir(), 'keydesk-tools-'));
  const copied: { handle: string | null; text: string }[] = [];
  const stored: unknown[] = [];
  const kept: { handle: string; name: string; region: string | null }[] = [];
  /** The buffers that were lent: all zeros once a call has ended. */
  const lent: Buffer[] = [];
  const key: UsableKey = {
    keyName: 'ci-deploy',
    accessKey: testAccessKey,
    ownerName: 'Grace Hopper',
    home: { owner: null, account: null, place: null },
    savedName: settings.savedName ?? null,
  };
  /** The questions of the system's dialog, which are answered with yes while `goesAhead` is true. */
  const questions: Question[] = [];
  const state = {
    secret: settings.secret ?? testSecret,
    /** The handle of the open secret; after a lend, the handle that was lent last. */
    open: '',
    saveTo: null as string | null,
    goesAhead: true,
    region: 'eu-frankfurt-1',
    keepable: success(null) as Outcome<null, KeychainNeeded | SavedKeyNameProblem>,
  };
  const lendOwn: LendKey = async (source, use) => {
    if (source.kind === 'saved' && key.savedName === null) return failed({ kind: 'saved-key-unknown' });
    const secret = Buffer.from(state.secret);
    lent.push(secret);
    try {
      return success(await use(secret, key));
    } finally {
      secret.fill(0);
    }
  };
  const { endpointOf, isLocked, ask, env, program } = settings.options ?? {};
  const tools = createTools({
    policy: setUpPolicy(),
    usage: {
      lend: (source, use) => {
        if (source.kind === 'open') state.open = source.handle;
        return (settings.options?.lend ?? lendOwn)(source, use);
      },
      endpointOf:
        endpointOf ??
        (async (_, region) =>
          success({
            namespace: 'acmens',
            region: region ?? state.region,
            endpoint: settings.endpoint ?? testEndpoint,
            regions: [{ id: state.region, isHome: true }],
          })),
      saved: {
        check: () => state.keepable,
        async keep(handle, name, region) {
          if (state.keepable.ok) kept.push({ handle, name, region });
          return state.keepable;
        },
      },
    },
    written: createWrittenProfiles({ read: () => undefined, write: () => {} }),
    isLocked: isLocked ?? (() => false),
    secrets: {
      current: () => ({ handle: state.open }) as OpenSecret,
      markSafe: (handle) => stored.push({ kind: 'open', handle }),
    },
    system: {
      env: env ?? { home, variables: settings.env ?? {}, platform: 'linux' },
      program: program ?? ['/opt/Keydesk Program/keydesk'],
      saveAs: async () => state.saveTo,
    },
    clipboard: {
      async copySecret(handle, text) {
        copied.push({ handle, text });
        return success(null);
      },
      async copyText(text) {
        copied.push({ handle: null, text });
        return success(null);
      },
    },
    ask:
      ask ??
      (async (question) => {
        questions.push(question);
        return state.goesAhead;
      }),
    now: () => new Date(2026, 10, 23, 9, 30).getTime(),
  });

  const path = (file: string) => join(home, file);
  return {
    home,
    tools,
    state,
    questions,
    copied,
    stored,
    kept,
    lent,
    path,
    request: (tool: ProfileRequest['tool'], name = 'backup'): ProfileRequest => ({
      source: { kind: 'open', handle: '0d6f2c1e-58a4-4c53-9f3b-3c1f2f0a7b11' },
      tool,
      name,
      region: null,
      bucket: null,
    }),
    put(file: string, content: string | Buffer, mode = 0o600) {
      mkdirSync(dirname(path(file)), { recursive: true, mode: 0o700 });
      writeFileSync(path(file), content);
      chmodSync(path(file), mode);
    },
    read: (file: string) => readFileSync(path(file)),
    mode: (file: string) => (statSync(path(file)).mode & 0o777).toString(8),
    /** Previews the profile, then writes it. */
    async agree(request: ProfileRequest) {
      const seen = await tools.preview(request);
      if (!seen.ok) return seen;
      return tools.write(request, seen.value.digest);
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}
