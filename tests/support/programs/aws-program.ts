import { execFileSync } from 'node:child_process';

/** Does the work of `/usr/bin/aws` for many commands in one process, since that program takes most of its time to start. */
const EACH = `
import json, sys
from awscli.clidriver import main
for args in json.load(sys.stdin):
    sys.argv = ['aws', *args]
    code = main()
    if code != 0:
        sys.exit('aws %s ended with %d' % (' '.join(args), code))
    sys.stdout.flush()
    print(end='\\0', flush=True)`;

/** Runs Debian's own AWS CLI with this home folder. Gives the output of each command. Throws if a command fails. */
export function runAws(home: string, commands: readonly (readonly string[])[]): readonly string[] {
  const env = { PATH: '/usr/bin:/bin', HOME: home, AWS_EC2_METADATA_DISABLED: 'true' };
  const input = JSON.stringify(commands);
  return execFileSync('/usr/bin/python3', ['-c', EACH], {
    env,
    input,
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  })
    .split('\0')
    .slice(0, -1);
}
