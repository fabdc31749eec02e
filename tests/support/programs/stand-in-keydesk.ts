import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toolEnvironment } from '../../../main/command-line/tool-environment.ts';
import { quoteForShell } from '../../../main/tools/shell-line.ts';

export interface StandInKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly endpoint: string;
}

/**
 * Puts a program `keydesk` into a folder, for tools that run without a keychain. The program answers `credentials NAME`, and runs
 * `exec NAME -- COMMAND...` with the variables of the real program. tests/e2e/ tests the real program.
 */
export function standInKeydesk(folder: string, name: string, { accessKey, secretKey, endpoint }: StandInKey): string {
  const program = join(folder, 'keydesk');
  const answer = JSON.stringify({ Version: 1, AccessKeyId: accessKey, SecretAccessKey: secretKey });
  const place = { namespace: 'acmens', region: 'eu-frankfurt-1', endpoint };
  const variables = Object.entries(toolEnvironment({}, { accessKey, place }, secretKey));
  const script = [
    '#!/bin/sh',
    `if [ "$*" = "credentials ${name}" ]; then echo ${quoteForShell(answer)}; exit; fi`,
    `[ "$1 $2 $3" = "exec ${name} --" ] || exit 2`,
    'shift 3',
    ...variables.map(([variable, value]) => `export ${variable}=${quoteForShell(String(value))}`),
    'exec "$@"',
    '',
  ];
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, script.join('\n'));
  chmodSync(program, 0o700);
  return program;
}
