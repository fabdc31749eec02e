import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { failed, success } from '../../../main/basics/outcome.ts';
import { parsePreferences, readManagedPreferences } from '../../../main/policy/managed-preferences.ts';
import { policySchema } from '../../../main/policy/policy-schema.ts';
import { parseRegistry, readRegistry } from '../../../main/policy/windows-registry.ts';

/** As `reg.exe query HKLM\Software\Policies\Keydesk /s /reg:64` prints it. */
const KEY = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Keydesk';
const printed = [
  '',
  KEY,
  '    clipboardSeconds    REG_DWORD    0x1e',
  '    requireExpiry    REG_DWORD    0x1',
  '    saveOnThisComputer    REG_DWORD    0x0',
  '    namePattern    REG_SZ    svc-* of    ours',
  '    regions    REG_MULTI_SZ    eu-frankfurt-1\\0eu-amsterdam-1',
  '    a name with spaces    REG_BINARY    0102',
  '',
  `${KEY}\\handOver`,
  '    1    REG_SZ    file-recipient',
  '    2    REG_SZ    mail-recipient',
  '',
  `${KEY}\\tenancies`,
  '',
].join('\r\n');

describe('the registry of Windows', () => {
  it('gives numbers, truth values, texts, and lists', () => {
    const values = parseRegistry(printed, KEY);
    expect(values.ok && Object.fromEntries(values.value)).toEqual({
      clipboardSeconds: 30,
      requireExpiry: true,
      saveOnThisComputer: false,
      namePattern: 'svc-* of    ours',
      regions: ['eu-frankfurt-1', 'eu-amsterdam-1'],
      'a name with spaces': null,
      handOver: ['file-recipient', 'mail-recipient'],
      tenancies: [],
    });
  });

  it('takes a 1 as a truth value for each policy that is true or false, and for no other', () => {
    const shapes = Object.entries(policySchema.shape);
    const values = parseRegistry(
      `${KEY}\r\n${shapes.map(([name]) => `    ${name}    REG_DWORD    0x1\r\n`).join('')}`,
      KEY,
    );
    const expected = shapes.map(([name, schema]) => [name, schema instanceof z.ZodBoolean ? true : 1]);
    expect(values.ok && [...values.value]).toEqual(expected);
  });

  it.each([
    ['a line of another form', `${KEY}\r\n  clipboardSeconds = 30`],
    ['a key of another place', 'HKEY_LOCAL_MACHINE\\Software\\Other\r\n'],
    ['a key below a list', `${KEY}\\handOver\\deeper\r\n`],
  ])('is refused with %s', (_, text) => {
    expect(parseRegistry(text, KEY).ok).toBe(false);
  });

  /** A `reg.exe` that knows these keys. */
  const reg = (known: Readonly<Record<string, string>>) => {
    const asked: string[] = [];
    const run = async (program: string, [, key = '']: readonly string[]) => {
      asked.push(`${program} ${key}`);
      const output = known[key];
      return output === undefined ? failed('reg.exe ended with 1') : success(output);
    };
    return { asked, run };
  };
  const above = (hive: string, has: boolean) =>
    `\r\n${hive}\\Software\\Policies\\Microsoft\r\n${has ? `${hive}\\Software\\Policies\\Keydesk\r\n` : ''}`;

  it('is asked for the computer’s policy, then for the person’s, with the system’s own program', async () => {
    const { asked, run } = reg({
      'HKEY_LOCAL_MACHINE\\Software\\Policies': above('HKEY_LOCAL_MACHINE', true),
      [KEY]: printed,
      'HKEY_CURRENT_USER\\Software\\Policies': above('HKEY_CURRENT_USER', false),
    });
    const sources = await readRegistry(run, '/Windows');
    expect(sources.map(({ source }) => source)).toEqual([KEY]);
    expect(asked.every((line) => line.startsWith(join('/Windows', 'System32', 'reg.exe')))).toBe(true);
  });

  it('that cannot be read is refused, and a person without policies has none', async () => {
    const broken = await readRegistry(reg({}).run, '/Windows');
    expect(broken).toEqual([{ source: KEY, refused: 'the registry cannot be read (reg.exe ended with 1)' }]);
    const none = await readRegistry(
      reg({ 'HKEY_LOCAL_MACHINE\\Software\\Policies': above('HKEY_LOCAL_MACHINE', false) }).run,
      '/Windows',
    );
    expect(none).toEqual([]);
  });
});

describe('the managed preferences of macOS', () => {
  it('give what was forced, without what the profile says of itself', () => {
    const json = '{"PayloadUUID":"7E2B","lockMinutes":5,"handOver":["print"],"requireExpiry":true}';
    const values = parsePreferences(json);
    expect(values.ok && Object.fromEntries(values.value)).toEqual({
      lockMinutes: 5,
      handOver: ['print'],
      requireExpiry: true,
    });
  });

  it('are those of the computer, then those of the person, read by the system’s own program', async () => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'managed-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'ada'), { mode: 0o755 });
    writeFileSync(join(folder, 'dev.keydesk.app.plist'), 'computer', { mode: 0o644 });
    writeFileSync(join(folder, 'ada', 'dev.keydesk.app.plist'), 'person', { mode: 0o644 });
    const run = async (program: string, args: readonly string[], input?: Uint8Array) => {
      expect([program, ...args]).toEqual(['/usr/bin/plutil', '-convert', 'json', '-o', '-', '-']);
      const isComputer = Buffer.from(input ?? []).toString() === 'computer';
      return isComputer ? success('{"lockMinutes":5}') : failed('/usr/bin/plutil ended with 1');
    };
    const trust = { owners: [process.getuid?.() ?? 0], from: folder };
    expect(await readManagedPreferences(run, 'ada', trust)).toEqual([
      { source: join(folder, 'dev.keydesk.app.plist'), values: new Map([['lockMinutes', 5]]) },
      { source: join(folder, 'ada', 'dev.keydesk.app.plist'), refused: '/usr/bin/plutil ended with 1' },
    ]);
    expect(await readManagedPreferences(run, 'nobody', { ...trust, owners: [12345] })).toEqual([
      { source: join(folder, 'dev.keydesk.app.plist'), refused: expect.stringContaining('another user') },
    ]);
  });
});
