import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { usageLine } from '../../../main/command-line/help-text.ts';
import { checkout } from '../../../scripts/project/checkout.mjs';

const read = (...path: string[]) => readFileSync(join(checkout, ...path), 'utf8');
const linux = (name: string) => read('packaging', 'linux', name);

/** `list`, `credentials`, ...: the commands that Keydesk itself names. */
const commands = [...usageLine.matchAll(/keydesk ([a-z-]+)/g)]
  .map(([, name = '']) => name)
  .filter((name) => name[0] !== '-');
const metainfo = linux('dev.keydesk.app.metainfo.xml');
const desktop = linux('keydesk.desktop');
const builder = read('electron-builder.yml');

describe('the files of the Linux packages', () => {
  it('know every command: the manual page, and the completion of three shells', () => {
    expect(commands).toContain('list');
    for (const name of ['keydesk.1', 'completion.bash', 'completion.zsh', 'completion.fish'])
      for (const command of commands) expect(linux(name), name).toMatch(new RegExp(`\\b${command}\\b`));
  });

  it('name this version as the newest release', () => {
    const [, version] = /<release version="([^"]+)"/.exec(metainfo) ?? [];
    expect(version).toBe(JSON.parse(read('package.json')).version);
  });

  it('say the same of the program as its other packages', () => {
    expect(builder).toContain(`appId: ${/<id>(.+)<\/id>/.exec(metainfo)?.[1]}\n`);
    const [, types = ''] = /^MimeType=(.+);$/m.exec(desktop) ?? [];
    expect(types.split(';')).toEqual([/mimeType: (\S+)/.exec(builder)?.[1], 'x-scheme-handler/keydesk']);
    expect(linux('mime.xml')).toContain(`type="${types.split(';')[0]}"`);
  });

  it('start the program without any switch, and make nothing setuid', () => {
    expect(desktop.match(/^Exec=.+$/gm)).toEqual(['Exec=keydesk %u']);
    for (const name of readdirSync(join(checkout, 'packaging', 'linux')))
      expect(linux(name), name).not.toMatch(/no-sandbox|chmod|setuid|\b[24]755\b/);
  });

  it('give the AppArmor profile to the program where the package puts it, and to nothing else', () => {
    expect(linux('apparmor').match(/^profile .+$/gm)).toEqual([
      'profile keydesk /usr/lib/keydesk/keydesk flags=(unconfined) {',
    ]);
  });
});
