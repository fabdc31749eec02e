import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';
import { startCommand, withoutDisplay } from '../support/app/command-line.ts';
import { test } from '../support/app/keydesk-test.ts';
import { keepKey } from '../support/desktop/keep-key.ts';
import { forUsers } from './packages.ts';

test.skip(process.platform !== 'linux', 'a keychain of our own; no console on Windows');

test('the program for users is a command-line program too: no display, and every word is its own', async ({
  env,
  home,
}) => {
  const folder = join(home, 'profile');
  const keydesk = (...words: string[]) =>
    startCommand([forUsers.program, '--log-level=3', `--user-data-dir=${folder}`, ...words], withoutDisplay(env)).ended;
  const secretKey = `${randomBytes(30).toString('base64')}+/8=`;
  const place = { namespace: 'acmens', region: 'eu-frankfurt-1', endpoint: 'https://acmens.compat.example' };
  await keepKey(env, { folder, name: 'backup', keyName: 'ci-deploy', accessKey: '4f1c', secretKey, place });

  expect(await keydesk('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect(await keydesk('credentials', 'backup')).toEqual({
    code: 0,
    out: `{"Version":1,"AccessKeyId":"4f1c","SecretAccessKey":"${secretKey}"}\n`,
    err: '',
  });
  const show = 'echo "$AWS_ACCESS_KEY_ID" "$@"; exit 5';
  expect(await keydesk('exec', 'backup', '--', 'sh', '-c', show, 'sh', '--inspect=0', '--no-sandbox')).toEqual({
    code: 5,
    out: '4f1c --inspect=0 --no-sandbox\n',
    err: '',
  });
});
