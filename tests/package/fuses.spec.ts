import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { forTests, forUsers } from './packages.ts';

const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));

async function readFuses(program: string): Promise<Record<string, boolean>> {
  const wire = await getCurrentFuseWire(program);
  const states = names.map((name) => [name, wire[FuseV1Options[name as keyof typeof FuseV1Options]]] as const);
  for (const [name, state] of states) expect([FuseState.ENABLE, FuseState.DISABLE], name).toContain(state);
  return Object.fromEntries(states.map(([name, state]) => [name, state === FuseState.ENABLE]));
}

test('the program for users has each fuse as it should be', async () => {
  expect(await readFuses(forUsers.program)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  });
});

test('the program for tests differs from it in one fuse', async () => {
  const users = await readFuses(forUsers.program);
  const tests = await readFuses(forTests.program);
  expect(names.filter((name) => users[name] !== tests[name])).toEqual(['EnableNodeCliInspectArguments']);
});
