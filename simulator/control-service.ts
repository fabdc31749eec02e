import { z } from 'zod';
import type { Domain, Tenancy } from './directory/tenancy.ts';
import { faultSchema } from './faults/fault.ts';
import type { FaultBox } from './faults/fault-box.ts';
import type { KeyCreation } from './keys/key-creation.ts';
import type { KeyStore } from './keys/key-store.ts';
import type { SecretKey } from './keys/secret-key.ts';
import type { RequestLog } from './request-log.ts';
import type { BucketStore } from './s3/bucket-store.ts';
import { type Switches, switchesSchema } from './switches.ts';
import { type Exchange, emptyReply, headerOf, jsonReply, parseJson, type Reply } from './wire/exchange.ts';

export interface Controls {
  readonly tenancy: Tenancy;
  readonly keys: KeyStore;
  readonly creation: KeyCreation;
  readonly buckets: BucketStore;
  readonly faults: FaultBox;
  readonly log: RequestLog;
  /** The current switches, changed in place; `firstSwitches` are those of the start. */
  readonly switches: Switches;
  readonly firstSwitches: Switches;
}

/** `/simulator/...`: the calls with which tests read and control the simulator. `README.md` has the table. */
export function answerControls(controls: Controls, path: readonly string[], exchange: Exchange): Reply {
  if (!isFromThisMachinesProgram(exchange)) return problem(403, 'The controls are for programs on this computer.');
  switch (`${exchange.method} ${path.join('/')}`) {
    case 'GET state':
      return jsonReply(200, stateOf(controls, exchange.query.get('user')));
    case 'GET faults':
      return jsonReply(200, controls.faults.remaining());
    case 'POST faults':
      return withBody(
        exchange,
        z.union([faultSchema.transform((fault) => [fault]), z.array(faultSchema)]),
        (faults) => {
          controls.faults.add(faults);
          return jsonReply(200, controls.faults.remaining());
        },
      );
    case 'DELETE faults':
      controls.faults.clear();
      return emptyReply(204);
    case 'POST switches':
      return withBody(exchange, switchesSchema.partial(), (switches) => {
        Object.assign(controls.switches, switches);
        return jsonReply(200, controls.switches);
      });
    case 'POST advance':
      return withBody(exchange, advanceSchema, (step) => advance(controls, step, exchange.now));
    case 'POST reset':
      controls.keys.reset();
      controls.creation.reset();
      controls.buckets.reset();
      controls.faults.clear();
      controls.log.clear();
      Object.assign(controls.switches, controls.firstSwitches);
      return emptyReply(204);
    default:
      return problem(404, `There is no ${exchange.method} /simulator/${path.join('/')}.`);
  }
}

/** A page in a browser sends an Origin. A page whose own name DNS has bound to this address sends that name as Host. */
const isFromThisMachinesProgram = ({ headers }: Exchange): boolean =>
  headerOf(headers, 'origin') === undefined &&
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headerOf(headers, 'host') ?? '');

const advanceSchema = z.union([
  z.strictObject({
    /** User name, SCIM id or OCID. */
    user: z.string(),
    addKey: z.strictObject({ name: z.string(), description: z.string().nullable().default(null) }),
  }),
  /** By name or access key. */
  z.strictObject({ user: z.string(), deleteKey: z.string() }),
]);

/** A change from elsewhere: a colleague adds or deletes a key, and no client hears of it. */
function advance(controls: Controls, step: z.infer<typeof advanceSchema>, now: number): Reply {
  const found = findUser(controls.tenancy, step.user);
  if (!found) return problem(404, `There is no user ${step.user}.`);
  const { domain, user } = found;
  if ('addKey' in step) {
    const { name, description } = step.addKey;
    const draft = { displayName: name, description, expiresOn: null, status: 'ACTIVE' as const };
    const making = { owner: user, maker: controls.tenancy.administrator, madeThrough: 'scim' as const, draft, now };
    const created = controls.creation.create(domain, making, undefined);
    return created.kind === 'created'
      ? jsonReply(200, keyState(domain, created.key))
      : problem(409, `${user.userName} has two keys already.`);
  }
  const key = controls.keys
    .ofUser(domain, user)
    .find((each) => each.displayName === step.deleteKey || each.accessKey === step.deleteKey);
  if (!key) return problem(404, `${user.userName} has no key ${step.deleteKey}.`);
  controls.keys.remove(domain, key);
  return jsonReply(200, keyState(domain, key));
}

function findUser(tenancy: Tenancy, name: string) {
  for (const domain of tenancy.domains) {
    const user = domain.population.find(name) ?? domain.population.findByUserName(name);
    if (user) return { domain, user };
  }
  return null;
}

function stateOf(controls: Controls, userName: string | null) {
  const { tenancy, keys, buckets, faults, log, switches } = controls;
  const found = userName === null ? null : findUser(tenancy, userName);
  const shown = tenancy.domains.flatMap((domain) => {
    if (userName !== null && found?.domain !== domain) return [];
    const held = found ? keys.ofUser(domain, found.user) : [...keys.ofDomain(domain)];
    return held.map((key) => keyState(domain, key));
  });
  const held = buckets.list().map(({ name, objects }) => ({ name, objects: [...objects.keys()] }));
  return {
    requests: log.counts(),
    latest: log.latest(),
    keys: shown,
    buckets: held,
    faults: faults.remaining(),
    switches,
  };
}

const keyState = (domain: Domain, key: SecretKey) => ({
  domain: domain.name,
  user: { userName: key.owner.userName, id: key.owner.id, ocid: key.owner.ocid },
  id: key.id,
  ocid: key.ocid,
  name: key.displayName,
  description: key.description,
  accessKey: key.accessKey,
  secretKey: key.secretKey,
  status: key.status,
  created: new Date(key.created).toISOString(),
  expiresOn: key.expiresOn === null ? null : new Date(key.expiresOn).toISOString(),
  madeThrough: key.madeThrough,
});

function withBody<T>(exchange: Exchange, schema: z.ZodType<T>, use: (value: T) => Reply): Reply {
  const parsed = schema.safeParse(parseJson(exchange.body));
  if (parsed.success) return use(parsed.data);
  const issue = parsed.error.issues[0];
  return problem(400, `${issue?.path.join('.') || 'The body'} is not valid: ${issue?.message}`);
}

const problem = (status: number, message: string): Reply => jsonReply(status, { message });
