import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tool } from '../../bridge/values/usage.ts';
import { openToolDesk } from '../support/parts/tool-desk.ts';
import { unwrap } from '../support/parts/unwrap.ts';
import { runS3Program } from '../support/programs/s3-programs.ts';
import { standInKeydesk } from '../support/programs/stand-in-keydesk.ts';
import { documentedCommands, documentedScript, pagesWithCommands } from '../support/programs/tool-commands.ts';
import { lendKey } from '../support/simulator/s3-keys.ts';
import { useS3Simulator } from '../support/simulator/use-s3-simulator.ts';

/** Each page, its tool, and the page with the tool's commands: the page on credentials on demand has no commands of its own. */
const pages: readonly (readonly [page: string, tool: Tool, commands: string])[] = [
  ['using/aws', 'aws', 'using/aws'],
  ['using/aws-on-demand', 'aws-on-demand', 'using/aws'],
  ['using/rclone', 'rclone', 'using/rclone'],
  ['using/s3cmd', 's3cmd', 'using/s3cmd'],
  ['using/environment', 'posix-shell', 'using/environment'],
];

/** Runs the commands in docs/ word for word: with the profile that Keydesk wrote, the programs of Debian, and the simulator. */
describe.skipIf(process.platform !== 'linux')('the commands of the documentation', () => {
  const s3 = useS3Simulator();
  let desk: ReturnType<typeof openToolDesk>;
  let programs: ReturnType<typeof openToolDesk>;
  beforeEach(async () => {
    programs = openToolDesk();
    const program = standInKeydesk(programs.home, 'backup', { ...s3.key, endpoint: s3.simulator.s3Url });
    const options = { lend: lendKey(() => s3.key, 'backup'), program: [program] };
    desk = openToolDesk({ endpoint: s3.simulator.s3Url, options });
  });
  afterEach(() => {
    desk.close();
    programs.close();
  });
  const type = (page: string, more: Record<string, string> = {}) => {
    const env = { PATH: `${programs.home}:/usr/bin:/bin`, ...more };
    return runS3Program('sh', ['-c', documentedScript(page)], { home: desk.home, env });
  };

  it.each(pages)('of docs/%s.md list, upload, download, compare and delete', async (_, tool, commands) => {
    desk.state.saveTo = desk.path('backup.sh');
    const request = desk.request(tool, 'backup');
    unwrap(tool === 'posix-shell' ? await desk.tools.save(request) : await desk.agree(request));
    const photo = Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * 31 + (at >> 8)) & 255));
    writeFileSync(desk.path('photo.jpg'), photo);
    const ran = await type(commands);
    expect([ran.code, ran.stderr]).toEqual([0, expect.not.stringContaining('rror')]);
    expect(ran.stdout).toContain('my-bucket');
    expect(readFileSync(desk.path('photo-again.jpg')).equals(photo)).toBe(true);
    const { requests, buckets } = await s3.controls.state();
    expect(buckets).toEqual([]);
    expect(requests.some(({ method, path }) => method === 'PUT' && path.endsWith('/my-bucket/photo.jpg'))).toBe(true);
  });

  it('of docs/using/restic.md back up, restore and compare', async () => {
    // restic sends its uploads in AWS's chunks, but only over plain HTTP as here.
    await s3.controls.setSwitches({ s3Chunks: true });
    desk.state.saveTo = desk.path('restic-backup.sh');
    const request = { ...desk.request('restic', 'backup'), bucket: 'my-bucket' };
    unwrap(await desk.tools.save(request));
    writeFileSync(desk.path('photo.jpg'), Buffer.alloc(70_000, 'photo'));
    const ran = await type('using/restic', { RESTIC_PASSWORD: 'of the repository' });
    expect([ran.code, ran.stderr]).toEqual([0, expect.not.stringContaining('rror')]);
    expect((await s3.controls.state()).buckets).toMatchObject([{ name: 'my-bucket' }]);
  });

  it('of docs/command-line.md find the key, its endpoint and its region, each by itself', async () => {
    await desk.agree(desk.request('s3cmd', 'backup'));
    const bucket = ['-c', desk.path('.s3cfg-backup'), 'mb', 's3://my-bucket'];
    expect(await runS3Program('s3cmd', bucket, { home: desk.home })).toMatchObject({ code: 0 });
    const ran = await type('command-line');
    expect([ran.code, ran.stderr]).toEqual([0, expect.not.stringContaining('rror')]);
    const commands = documentedCommands('command-line').flatMap(({ script }) => script.split('\n'));
    expect(ran.stdout.match(/ my-bucket$/gm)).toHaveLength(commands.length);
  });

  it('are all tried: there is no page with others', () => {
    expect(pagesWithCommands().toSorted()).toEqual(
      [...new Set(pages.map(([, , page]) => page)), 'using/restic', 'command-line'].toSorted(),
    );
    // The page on credentials on demand refers to these commands.
    expect(documentedCommands('using/aws-on-demand')).toEqual([]);
  });

  it.each(['aws', 'rclone', 's3cmd'])('stand on docs/using/%s.md under each thing to do', (page) => {
    const headings = documentedCommands(`using/${page}`).map(({ heading }) => heading);
    for (const heading of ['Make a bucket and list', 'Upload', 'Download and compare', 'Delete']) {
      expect(headings).toContain(heading);
    }
  });
});
