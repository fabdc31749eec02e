import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openToolDesk, testSecret } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

let desk: ReturnType<typeof openToolDesk>;
beforeEach(() => {
  desk = openToolDesk({ savedName: 'ci' });
});
afterEach(() => desk.close());

const mine =
  '[default]\naws_access_key_id = AKIAOFTHEPERSON\naws_secret_access_key = hers\n\n[other]\nregion = us-east-1\n';
const kept = (tool: 'aws' | 'rclone', name: string) => ({
  ...desk.request(tool, name),
  source: { kind: 'saved', id: '7b0c8f3e-2a5d-4f1c-9e6b-0d1a2b3c4d5e' } as const,
});

describe('a profile that is to be replaced', () => {
  it('is asked about by main, which shows what goes without its secret', async () => {
    desk.put('.aws/credentials', mine);
    const written = unwrap(await desk.agree(desk.request('aws', 'default')));
    expect(written.files.map(({ file }) => file)).toContain('~/.aws/credentials');
    expect(desk.questions).toHaveLength(1);
    const [{ message = '', detail = '', button = '' } = {}] = desk.questions;
    expect(message).toBe('Replace the profile default?');
    expect(button).toBe('Replace');
    expect(detail).toContain('~/.aws/credentials');
    expect(detail).toContain('AKIAOFTHEPERSON');
    expect(detail).toContain('A copy of the file as it is now is kept beside it.');
    expect(detail).not.toContain('hers');
    expect(detail).not.toContain(testSecret);
  });

  it('stays as it is when the person cancels, and when the file changes while the dialog is open', async () => {
    desk.put('.aws/credentials', mine);
    desk.state.goesAhead = false;
    expect(await desk.agree(desk.request('aws', 'default'))).toEqual({ ok: true, value: { files: [] } });
    expect(desk.read('.aws/credentials').toString()).toBe(mine);
    expect(desk.stored).toEqual([]);
    desk.close();
    desk = openToolDesk({
      options: {
        ask: async () => {
          desk.put('.aws/credentials', `${mine}# later\n`);
          return true;
        },
      },
    });
    desk.put('.aws/credentials', mine);
    expect(await desk.agree(desk.request('aws', 'default'))).toMatchObject({ problem: { kind: 'tool-file-changed' } });
    expect(desk.read('.aws/credentials').toString()).toBe(`${mine}# later\n`);
  });

  it('keeps no key when the file changes while the dialog is open', async () => {
    desk.close();
    desk = openToolDesk({
      options: {
        ask: async () => {
          desk.put('.aws/config', '[default]\nregion = later\n');
          return true;
        },
      },
    });
    desk.put('.aws/config', '[default]\nregion = first\n');
    const request = desk.request('aws-on-demand', 'default');
    expect(await desk.agree(request)).toMatchObject({ problem: { kind: 'tool-file-changed' } });
    expect(desk.kept).toEqual([]);
  });

  it('lends the secret to nobody while the dialog is open', async () => {
    let lent: Buffer[] = [];
    desk.close();
    desk = openToolDesk({
      options: {
        ask: async () => {
          lent = desk.lent.map((buffer) => Buffer.from(buffer));
          return true;
        },
      },
    });
    desk.put('.aws/credentials', mine);
    unwrap(await desk.agree(desk.request('aws', 'default')));
    expect(lent.length).toBeGreaterThan(0);
    expect(lent.every((buffer) => buffer.every((byte) => byte === 0))).toBe(true);
  });
});

describe('a profile beside others', () => {
  it('of an open key is written without a question', async () => {
    desk.put('.aws/credentials', mine);
    unwrap(await desk.agree(desk.request('aws', 'backup')));
    expect(desk.questions).toEqual([]);
  });

  it('of a kept key is asked about: its secret leaves the keychain for a file', async () => {
    desk.state.goesAhead = false;
    expect(await desk.agree(kept('rclone', 'backup'))).toEqual({ ok: true, value: { files: [] } });
    expect(desk.questions[0]?.message).toBe('Write the secret key of ci into a file?');
    expect(desk.questions[0]?.detail).toContain('~/.config/rclone/rclone.conf');
    expect(() => desk.read('.config/rclone/rclone.conf')).toThrow('ENOENT');
  });
});
