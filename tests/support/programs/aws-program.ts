import { execFileSync } from 'node:child_process';

/** Does the work of `/usr/bin/aws` for many commands, since that program spends most of its time starting. */
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

/** Debian's own AWS CLI with this home folder. Gives its output for each command. Throws if it refuses one. */
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
