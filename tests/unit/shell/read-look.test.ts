import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readLook } from '../../../main/shell/read-look.ts';

const bounds = { position: { x: 10, y: 20 }, width: 900, height: 700, maximized: true };
const usual = { appearance: 'system', bounds: { position: null, width: 1120, height: 720, maximized: false } };

const folderWith = (files: { readonly settings?: string; readonly window?: string }) => {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-look-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.json`), text);
  return folder;
};

it('is the look that the files of the profile have', () => {
  const settings = JSON.stringify({ version: 1, value: { appearance: 'dark' } });
  expect(readLook(folderWith({ settings, window: JSON.stringify({ version: 1, value: bounds }) }))).toEqual({
    appearance: 'dark',
    bounds,
  });
});

const tooLarge = '{"value":{"appearance":"dark"}}'.padEnd(2 ** 20);
it.each(['', '{', 'null', '7', '{"value":null}', '{"value":{"appearance":"loud"}}', tooLarge])(
  'is the usual look where a file is damaged, of another form or too large (%#)',
  (text) => expect(readLook(folderWith({ settings: text, window: text }))).toEqual(usual),
);

it('is the usual look where a file is missing, a pipe, a folder or a link to one', () => {
  const folder = folderWith({});
  expect(readLook(folder)).toEqual(usual);
  symlinkSync(folder, join(folder, 'settings.json'));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'window.json')]);
  expect(readLook(folder)).toEqual(usual);
});
