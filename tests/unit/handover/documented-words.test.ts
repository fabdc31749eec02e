import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { wordFingerprint } from '../../../main/handover/word-fingerprint.ts';
import { WORDS } from '../../../main/handover/word-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'keydesk-words-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the script in docs/handing-over.md prints the six words that Keydesk shows', () => {
  const page = readFileSync(new URL('../../../docs/handing-over.md', import.meta.url), 'utf8');
  const [, script = '', told = ''] = /```sh\n(python3 [^`]*?)\n# ([a-z ]+)\n```/.exec(page) ?? [];
  const [key = ''] = /age1\w+/.exec(script) ?? [];
  expect(told).toBe(wordFingerprint(key).join(' '));
  writeFileSync(join(folder, 'english.txt'), `${WORDS.join('\n')}\n`);
  expect(execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' }).trim()).toBe(told);
});
