import { z } from 'zod';
import { advance, advanceSchema, findUser } from './advance.ts';
import { apiKeyState, keyState, sessionState } from './control-state.ts';
import { faultSchema } from './faults/fault.ts';
import type { FaultBox } from './faults/fault-box.ts';
import type { Parts } from './parts.ts';
import type { RequestLog } from './request-log.ts';
import { type Switches, switchesSchema } from './switches.ts';
import { type Exchange, emptyReply, headerOf, jsonReply, parseJson, type Reply } from './wire/exchange.ts';

export interface Controls extends Parts {
  readonly url: string;
  readonly faults: FaultBox;
  readonly log: RequestLog;
  /** The switches of the start. */
  readonly firstSwitches: Switches;
}

const faultsSchema = z.union([faultSchema.transform((fault) => [fault]), z.array(faultSchema)]);

/** `/simulator/...`: the calls with which tests read and control the simulator. `README.md` has the table. */
export function answerControls(controls: Controls, path: readonly string[], exchange: Exchange): Reply {
  if (!isFromThisMachinesProgram(exchange)) return problem(403, 'The controls are for programs on this computer.');
  switch (`${exchange.method} ${path.join('/')}`) {
    case 'GET state':
      return jsonReply(200, stateOf(controls, exchange.query.get('user'), exchange.now));
    case 'GET requests':
      return jsonReply(200, requestsOf(controls));
    case 'GET faults':
      return jsonReply(200, controls.faults.remaining());
    case 'POST faults':
      return withBody(exchange, faultsSchema, (faults) => {
        controls.faults.add(faults);
        return jsonReply(200, controls.faults.remaining());
      });
    case 'DELETE faults':
      controls.faults.clear();
      return emptyReply(204);
    case 'POST switches':
      return withBody(exchange, switchesSchema.partial(), (switches) => {
        // When limits are switched on, earlier calls do not count.
        if (switches.limits !== undefined) controls.rateLimits.reset();
        Object.assign(controls.switches, switches);
        return jsonReply(200, controls.switches);
      });
    case 'POST advance':
      return withBody(exchange, advanceSchema, (step) => advance(controls, step, exchange.now));
    case 'POST reset':
      controls.keys.reset();
      controls.creation.reset();
      controls.rateLimits.reset();
      controls.apiKeys.reset();
      controls.sessions.reset();
      controls.buckets.reset();
      controls.faults.clear();
      controls.log.clear();
      Object.assign(controls.switches, controls.firstSwitches);
      return emptyReply(204);
    default:
      return problem(404, `There is no ${exchange.method} /simulator/${path.join('/')}.`);
  }
}

/** False for web pages. A browser sends the Origin of a page. If DNS resolves the name of a site to this address, Host has that name. */
const isFromThisMachinesProgram = ({ headers }: Exchange): boolean =>
  headerOf(headers, 'origin') === undefined &&
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headerOf(headers, 'host') ?? '');

const requestsOf = ({ log }: Controls) => ({ requests: log.counts(), latest: log.latest() });

function stateOf(controls: Controls, userName: string | null, now: number) {
  const { tenancy, keys, apiKeys, sessions, buckets, faults, switches } = controls;
  const found = userName === null ? null : findUser(tenancy, userName);
  const shown = tenancy.domains.flatMap((domain) => {
    if (userName !== null && found?.domain !== domain) return [];
    const held = found ? keys.ofUser(domain, found.user) : [...keys.ofDomain(domain)];
    return held.map((key) => keyState(domain, key));
  });
  const held = buckets.list().map(({ name, objects }) => ({ name, objects: [...objects.keys()] }));
  return {
    ...requestsOf(controls),
    keys: shown,
    apiKeys: apiKeys
      .all()
      .filter(({ owner }) => userName === null || owner.ocid === found?.user.ocid)
      .map((key) => apiKeyState(key, apiKeys.stateOf(key, now))),
    sessions: sessions
      .all()
      .filter(({ user }) => userName === null || user.ocid === found?.user.ocid)
      .map((session) => sessionState(session, sessions, now)),
    buckets: held,
    faults: faults.remaining(),
    switches,
  };
}

function withBody<T>(exchange: Exchange, schema: z.ZodType<T>, use: (value: T) => Reply): Reply {
  const parsed = schema.safeParse(parseJson(exchange.body));
  if (parsed.success) return use(parsed.data);
  const issue = parsed.error.issues[0];
  return problem(400, `${issue?.path.join('.') || 'The body'} is not valid: ${issue?.message}`);
}

const problem = (status: number, message: string): Reply => jsonReply(status, { message });
