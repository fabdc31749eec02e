import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { Tool } from '../../../bridge/values/usage.ts';
import { s3Environment } from '../../../main/tools/environment.ts';
import { openToolDesk, testAccessKey, testEndpoint, testSecret } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { runAws } from '../../support/programs/aws-program.ts';
import { oddSecrets, oracleSecrets } from '../../support/random/made-up-secrets.ts';
import { runs } from '../../support/random/random-runs.ts';

const pair = { accessKey: testAccessKey, secretKey: testSecret };
const place = { endpoint: testEndpoint, region: 'eu-frankfurt-1' };

const desks: ReturnType<typeof openToolDesk>[] = [];
afterAll(() => {
  for (const desk of desks) desk.close();
});

/** Debian's own Python: its `awscli` and `s3cmd` live there. */
const python = (script: string, ...args: string[]): unknown =>
  JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', script, ...args], {
      encoding: 'utf8',
      maxBuffer: Number.POSITIVE_INFINITY,
    }),
  );

/**
 * Writes a profile for each secret, `p0`, `p1` and so on, into the tool's own file; if the tool has none, each into a separate file.
 * Gives the names of the written profiles. Each of the others was refused with the expected kind of problem.
 */
async function writeAll(tool: Tool, secrets: readonly string[]) {
  const desk = openToolDesk();
  desks.push(desk);
  const written: string[] = [];
  for (const [index, secret] of secrets.entries()) {
    const name = `p${index}`;
    desk.state.secret = secret;
    desk.state.saveTo = desk.path(name);
    const request = desk.request(tool, name);
    const hasFile = ['aws', 'rclone', 's3cmd', 'mc'].includes(tool);
    const done = hasFile ? await desk.agree(request) : await desk.tools.save(request);
    if (done.ok) written.push(name);
    else expect(done.problem).toEqual({ kind: 'tool-cannot-hold', tool });
  }
  return { desk, written };
}

type Reader = (desk: ReturnType<typeof openToolDesk>, names: readonly string[]) => Record<string, string>;

const readAws: Reader = (desk) => python(READ_AWS, desk.path('.aws/credentials')) as Record<string, string>;
const READ_AWS = `
import json, sys
from awscli.botocore.configloader import raw_config_parse
print(json.dumps({name: each['aws_secret_access_key'] for name, each in raw_config_parse(sys.argv[1]).items()}))`;

const readRclone: Reader = (desk) => {
  const dumped = execFileSync('rclone', ['config', 'dump', '--config', desk.path('.config/rclone/rclone.conf')], {
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const remotes: Record<string, { secret_access_key: string }> = JSON.parse(dumped.toString());
  return Object.fromEntries(Object.entries(remotes).map(([name, remote]) => [name, remote.secret_access_key]));
};

const readS3cmd: Reader = (desk, names) =>
  python(READ_S3CMD, ...names.map((name) => desk.path(`.s3cfg-${name}`))) as Record<string, string>;
const READ_S3CMD = `
import json, sys
sys.path.insert(0, '/usr/share/s3cmd')
from S3.Config import Config
read = {}
for path in sys.argv[1:]:
    Config.secret_key = ''
    Config().read_config_file(path)
    read[path.rsplit('-', 1)[1]] = Config.secret_key
print(json.dumps(read))`;

const readMc: Reader = (desk) => {
  const { aliases } = JSON.parse(desk.read('.mc/config.json').toString());
  return Object.fromEntries(
    Object.entries<{ secretKey: string }>(aliases).map(([name, each]) => [name, each.secretKey]),
  );
};

const readDotenv: Reader = (desk, names) =>
  Object.fromEntries(names.map((name) => [name, parseEnv(desk.read(name).toString())['AWS_SECRET_ACCESS_KEY'] ?? '']));

const readByShell =
  (shell: string): Reader =>
  (desk, names) => {
    const script = 'for file; do . "$file"; printf "%s\\n" "$AWS_SECRET_ACCESS_KEY"; done';
    const read = execFileSync(shell, ['-c', script, shell, ...names.map((name) => desk.path(name))], {
      encoding: 'utf8',
    });
    return Object.fromEntries(read.split('\n').map((secret, index) => [names[index] ?? '', secret]));
  };

/** Every document of every file, read by PyYAML's safe loader: it must read strings as strings. */
const readYaml = (desk: ReturnType<typeof openToolDesk>, names: readonly string[]) =>
  python(READ_YAML, ...names.map((name) => desk.path(name))) as YamlDocument[][];
type YamlDocument = Record<string, unknown> & { metadata: { name: string }; stringData: Record<string, string> };
const READ_YAML = `
import json, sys, yaml
print(json.dumps([list(yaml.safe_load_all(open(path, encoding='utf-8'))) for path in sys.argv[1:]]))`;

const readKubernetes: Reader = (desk, names) =>
  Object.fromEntries(
    readYaml(desk, names).map(([secret]) => [secret?.metadata.name, secret?.stringData['AWS_SECRET_ACCESS_KEY'] ?? '']),
  );

/** Reads the YAML, then the text in it as awscli reads a credentials file: Velero gives that text to AWS's SDK for Go. */
const readVelero: Reader = (desk, names) => {
  const documents = readYaml(desk, names).map(([secret], index) => {
    const file = desk.path(`cloud-${index}`);
    writeFileSync(file, secret?.stringData['cloud'] ?? '');
    return [secret?.metadata.name ?? '', file] as const;
  });
  const read = python(READ_CLOUD, ...documents.map(([, file]) => file)) as string[];
  return Object.fromEntries(documents.map(([name], index) => [name, read[index] ?? '']));
};
const READ_CLOUD = `
import json, sys
from awscli.botocore.configloader import raw_config_parse
print(json.dumps([raw_config_parse(path)['default']['aws_secret_access_key'] for path in sys.argv[1:]]))`;

const readHadoop: Reader = (desk, names) =>
  python(READ_HADOOP, ...names.map((name) => desk.path(name))) as Record<string, string>;
const READ_HADOOP = `
import json, sys, os
from xml.etree import ElementTree
read = {}
for path in sys.argv[1:]:
    options = {each.findtext('name'): each.findtext('value') for each in ElementTree.parse(path).getroot()}
    read[os.path.basename(path)] = options['fs.s3a.secret.key']
print(json.dumps(read))`;

const readers: readonly (readonly [string, Tool, Reader])[] = [
  ['awscli’s parser', 'aws', readAws],
  ['rclone’s parser', 'rclone', readRclone],
  ['s3cmd’s parser', 's3cmd', readS3cmd],
  ['a JSON parser, as mc has one,', 'mc', readMc],
  ['Node’s own .env parser', 'dotenv', readDotenv],
  ['sh', 'posix-shell', readByShell('sh')],
  ['bash', 'posix-shell', readByShell('bash')],
  ['dash', 'posix-shell', readByShell('dash')],
  ['PyYAML', 'kubernetes', readKubernetes],
  ['PyYAML, then awscli’s parser,', 'velero', readVelero],
  ['an XML parser, as Hadoop has one,', 's3a', readHadoop],
];

/** Secrets as Oracle makes them. */
const likely = oracleSecrets(runs(50), 1);
/** Secrets of any printable characters; some avoid the characters that a .env file cannot hold. */
const odd = [
  ...oddSecrets(runs(50), 3),
  ...oddSecrets(runs(25), 2).map((secret) => secret.replace(/[^A-Za-z0-9+/=_.:@,%-]/g, '%')),
  ...['"quoted"', "'quoted'", '"', '""'],
];

/** The profile that was written for a tool, for its readers. */
function writtenOnce(secrets: readonly string[]) {
  const files = new Map<Tool, ReturnType<typeof writeAll>>();
  return (tool: Tool) => {
    const written = files.get(tool) ?? writeAll(tool, secrets);
    files.set(tool, written);
    return written;
  };
}
const [writeLikely, writeOdd] = [writtenOnce(likely), writtenOnce(odd)];

describe('a secret that was written for a tool', () => {
  it.each(readers)('is the same when %s reads it: secrets of Oracle’s form', async (_, tool, read) => {
    const { desk, written } = await writeLikely(tool);
    expect(written).toHaveLength(likely.length);
    const back = read(desk, written);
    expect(likely.filter((secret, index) => back[`p${index}`] !== secret)).toEqual([]);
  });

  it.each(readers)('is the same when %s reads it, or is refused: any printable characters', async (_, tool, read) => {
    const { desk, written } = await writeOdd(tool);
    expect(written.length).toBeGreaterThan(odd.length * (tool === 'dotenv' ? 0.1 : 0.85));
    const back = read(desk, written);
    const wrong = written.filter((name) => back[name] !== odd[Number(name.slice(1))]);
    expect(wrong.map((name) => ({ wrote: odd[Number(name.slice(1))], read: back[name] }))).toEqual([]);
  });

  it('is the same for the programs themselves, and so is everything beside it', async () => {
    const [secret = ''] = oracleSecrets(1, 5);
    const { desk } = await writeAll('aws', [secret]);
    const expected = {
      aws_secret_access_key: secret,
      aws_access_key_id: testAccessKey,
      region: 'eu-frankfurt-1',
      's3.addressing_style': 'path',
      request_checksum_calculation: 'when_required',
    };
    const asked = Object.keys(expected).map((setting) => ['configure', 'get', setting, '--profile', 'p0']);
    expect(runAws(desk.home, asked)).toEqual(Object.values(expected).map((value) => `${value}\n`));

    const { desk: other } = await writeAll('s3cmd', [secret]);
    const dumped = execFileSync('s3cmd', ['-c', other.path('.s3cfg-p0'), '--dump-config'], { encoding: 'utf8' });
    expect(dumped).toContain(`\nsecret_key = ${secret}\n`);
    expect(dumped).toContain('\nhost_bucket = acmens.compat.objectstorage.eu-frankfurt-1.oraclecloud.com\n');
    expect(dumped).toContain('\nuse_https = True\n');
  });

  it('is refused by name where a tool would read something else', async () => {
    const desk = openToolDesk({ secret: '$HOME/x' });
    desks.push(desk);
    const preview = async (tool: Tool) => (await desk.tools.preview(desk.request(tool))).ok;
    expect([await preview('s3cmd'), await preview('dotenv'), await preview('rclone')]).toEqual([false, false, true]);
    desk.state.secret = 'a%(b)sc';
    expect([await preview('s3cmd'), await preview('rclone'), await preview('aws')]).toEqual([true, false, true]);
  });
});

describe('a profile for Kubernetes', () => {
  it('is what a cluster takes: a Secret for envFrom, and for Velero one with the place that names it', async () => {
    const desk = openToolDesk();
    desks.push(desk);
    const save = async (tool: Tool, bucket: string | null) => {
      desk.state.saveTo = desk.path(tool);
      unwrap(await desk.tools.save({ ...desk.request(tool), bucket }));
    };
    await save('kubernetes', null);
    await save('velero', '2026');
    const [[secret], [cloud, location]] = readYaml(desk, ['kubernetes', 'velero']) as [[unknown], [unknown, unknown]];
    expect(secret).toMatchObject({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'backup' }, type: 'Opaque' });
    expect(secret).toMatchObject({ stringData: s3Environment({ ...pair, place }) });
    expect(cloud).toMatchObject({ kind: 'Secret', metadata: { name: 'backup', namespace: 'velero' } });
    expect(location).toEqual({
      apiVersion: 'velero.io/v1',
      kind: 'BackupStorageLocation',
      metadata: { name: 'backup', namespace: 'velero' },
      spec: {
        provider: 'aws',
        objectStorage: { bucket: '2026' },
        credential: { name: 'backup', key: 'cloud' },
        config: { region: place.region, s3Url: place.endpoint, s3ForcePathStyle: 'true', checksumAlgorithm: '' },
      },
    });
  });
});

describe('a profile that holds no secret', () => {
  it.each(['terraform', 'cyberduck', 'aws-on-demand'] as const)('%s: has none in it', async (tool) => {
    const [secret = ''] = oracleSecrets(1, 6);
    const desk = openToolDesk({ secret, savedName: 'backup' });
    desks.push(desk);
    desk.state.saveTo = desk.path('saved');
    unwrap(await desk.tools.save(desk.request(tool)));
    expect(readFileSync(desk.path('saved'), 'utf8')).not.toContain(secret);
    expect(desk.stored).toEqual([]);
  });

  it('is a property list that says where, how and by which access key', async () => {
    const desk = openToolDesk({ endpoint: 'http://127.0.0.1:9000/s3' });
    desks.push(desk);
    desk.state.saveTo = desk.path('backup.cyberduckprofile');
    await desk.tools.save(desk.request('cyberduck', 'Grace@ACME: R+D/1'));
    const read = 'import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))';
    expect(python(read, desk.path('backup.cyberduckprofile'))).toEqual({
      Protocol: 's3',
      Vendor: 'keydesk-Grace@ACME: R+D/1',
      Description: 'Grace@ACME: R+D/1',
      Scheme: 'http',
      'Default Hostname': '127.0.0.1',
      'Default Port': '9000',
      Context: '/s3',
      Region: 'eu-frankfurt-1',
      'Username Placeholder': testAccessKey,
      'Password Placeholder': 'Secret key',
      'Hostname Configurable': false,
      Properties: ['s3.bucket.virtualhost.disable=true'],
    });
  });
});
