import { afterEach, describe, expect, it } from 'vitest';
import type { Tool } from '../../../bridge/values/usage.ts';
import { success } from '../../../main/basics/outcome.ts';
import { toolProfiles } from '../../../main/tools/tool-profiles.ts';
import { openToolDesk, testAccessKey, testEndpoint } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const tools = Object.keys(toolProfiles) as Tool[];
const usual = { accessKey: testAccessKey, region: 'eu-frankfurt-1', endpoint: testEndpoint };
const desks: ReturnType<typeof openToolDesk>[] = [];
afterEach(() => {
  for (const desk of desks.splice(0)) desk.close();
});

/** Previews the profile of a key whose file has these fields. */
function preview(tool: Tool, said: Partial<typeof usual>) {
  const { accessKey, region, endpoint } = { ...usual, ...said };
  const home = { owner: null, account: null, place: null };
  const key = { keyName: 'ci', accessKey, ownerName: 'Ada', home, savedName: 'ci' };
  const desk = openToolDesk({
    savedName: 'ci',
    options: {
      lend: async (_source, use) => success(await use(Buffer.from('c2VjcmV0'), key)),
      endpointOf: async () => success({ namespace: 'n', region, endpoint, regions: [] }),
    },
  });
  desks.push(desk);
  return desk.tools.preview(desk.request(tool, 'backup'));
}

describe('whatever a file says of a key', () => {
  it.each<[string, Partial<typeof usual>]>([
    ['an access key that s3cmd takes from the environment', { accessKey: '$AWS_SECRET_ACCESS_KEY' }],
    ['an access key that opens a text for rclone', { accessKey: '`4f1c0e77' }],
    ['an access key that rclone looks up', { accessKey: '%(secret_access_key)s' }],
    ['an access key in quotes', { accessKey: '"4f1c0e77"' }],
    ['an access key with a command', { accessKey: '4f1c$(id)' }],
    ['an access key with a mark', { accessKey: '4f1c\u202E0e77' }],
    ['a region with a line break', { region: 'eu\nacl = public-read' }],
    ['a region with a variable', { region: '$HOME' }],
    ['an endpoint with a variable', { endpoint: 'https://$aws_secret_access_key.attacker.example' }],
    ['an endpoint with a command', { endpoint: 'https://attacker.example/$(id)' }],
    ['an endpoint that is not encrypted', { endpoint: 'http://attacker.example' }],
  ])('%s goes into the profile of no tool', async (_, said) => {
    for (const tool of tools) {
      expect(await preview(tool, said)).toMatchObject({ problem: { kind: 'tool-cannot-hold', tool } });
    }
  });

  it('is written by every tool where it is as Oracle has it', async () => {
    for (const tool of tools) expect(await preview(tool, {}), tool).toMatchObject({ ok: true });
    for (const accessKey of ['A'.repeat(40), 'a/b+c=', 'ocid1.credential.oc1..a_b-c']) {
      unwrap(await preview('s3cmd', { accessKey }));
    }
  });
});
