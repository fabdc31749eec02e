import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tool } from '../../main/tools/tools-contract.ts';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { keyWithSecret, lendKey } from '../support/s3-keys.ts';
import { runS3Program } from '../support/s3-programs.ts';
import { type KeyState, simulatorControls } from '../support/simulator-controls.ts';
import { documentedCommands, documentedScript } from '../support/tool-commands.ts';
import { openToolDesk } from '../support/tool-desk.ts';

/** What docs/using/ tells people to type, typed: with the profile that Keydesk wrote, the programs of Debian, the simulator. */
describe.skipIf(process.platform !== 'linux')('the commands of the documentation', { timeout: 120_000 }, () => {
  let simulator: Simulator;
  let desk: ReturnType<typeof openToolDesk>;
  let key: KeyState;
  const controls = () => simulatorControls(simulator.url);
  beforeAll(async () => {
    simulator = await startSimulator({ users: 3 });
  });
  afterAll(() => simulator.close());
  beforeEach(async () => {
    await controls().reset();
    key = await keyWithSecret(controls(), (secret) => secret.includes('+') && secret.includes('/'));
    desk = openToolDesk({ endpoint: simulator.s3Url, options: { lend: lendKey(() => key) } });
  });
  afterEach(() => desk.close());

  it.each<[string, Tool]>([
    ['aws', 'aws'],
    ['rclone', 'rclone'],
    ['s3cmd', 's3cmd'],
    ['environment', 'posix-shell'],
  ])('of docs/using/%s.md list, upload, download, compare and delete', async (page, tool) => {
    desk.state.saveTo = desk.path('backup.sh');
    const request = desk.request(tool, 'backup');
    const done = tool === 'posix-shell' ? await desk.tools.save(request) : await desk.agree(request);
    expect(done).toMatchObject({ ok: true });
    const photo = Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * 31 + (at >> 8)) & 255));
    writeFileSync(desk.path('photo.jpg'), photo);
    const ran = await runS3Program('sh', ['-c', documentedScript(page)], { home: desk.home, env: {} });
    expect([ran.code, ran.stderr]).toEqual([0, expect.not.stringContaining('rror')]);
    expect(ran.stdout).toContain('my-bucket');
    expect(readFileSync(desk.path('photo-again.jpg')).equals(photo)).toBe(true);
    const { requests, buckets } = await controls().state();
    expect(buckets).toEqual([]);
    expect(requests.some(({ method, path }) => method === 'PUT' && path.endsWith('/my-bucket/photo.jpg'))).toBe(true);
  });

  it.each(['aws', 'rclone', 's3cmd'])('stand on docs/using/%s.md under each thing to do', (page) => {
    const headings = documentedCommands(page).map(({ heading }) => heading);
    for (const heading of ['Make a bucket and list', 'Upload', 'Download and compare', 'Delete']) {
      expect(headings).toContain(heading);
    }
  });
});
