import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import type { OracleClient, UserRecord } from '../../../main/oracle/oracle-client.ts';
import type { OracleProblem } from '../../../main/oracle/oracle-problem.ts';
import { findHomeDomain } from '../../../main/signin/home-domain.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

// The simulator's callers are all in its Default domain. So this test plays users of other domains, and domains that fail.
const account = { tenancyOcid: 'root', userOcid: 'ada' };
const at = { requestId: null, host: 'x' } as const;
const notFound: OracleProblem = { ...at, kind: 'not-found', delivery: 'answered', message: '' };
const timedOut: OracleProblem = { ...at, kind: 'timed-out', delivery: 'unknown', seconds: 20 };
const notAuthenticated: OracleProblem = { ...at, kind: 'not-authenticated', delivery: 'answered', message: '' };

/** By domain name: the user that `/Me` answers, or the domain's refusal. Names in capitals are Default domains. */
type People = Record<string, string | OracleProblem>;

function createTenancy(compartments: Record<string, People | OracleProblem>, unreadable = 0) {
  const asked: string[] = [];
  const user = (ocid: string): UserRecord => ({
    id: ocid,
    ocid,
    userName: ocid,
    displayName: ocid,
    email: null,
    active: true,
  });
  const isProblem = (value: People | OracleProblem): value is OracleProblem => 'delivery' in value;
  const oracle = {
    async listCompartments() {
      asked.push('compartments');
      const ocids = Object.keys(compartments).filter((ocid) => ocid !== 'root');
      return success({ items: ocids.map((ocid) => ({ ocid, name: ocid, parentOcid: 'root' })), unreadable });
    },
    async listDomains(ocid: string) {
      asked.push(`domains ${ocid}`);
      const people = compartments[ocid] ?? {};
      if (isProblem(people)) return failed(people);
      return success({
        items: Object.keys(people).map((name) => ({
          ocid: name,
          name,
          description: null,
          compartmentOcid: ocid,
          url: `https://${ocid}/${name}`,
          isDefault: name === name.toUpperCase(),
          state: name.startsWith('off') ? ('INACTIVE' as const) : ('ACTIVE' as const),
        })),
        unreadable: 0,
      });
    },
    domain: (url: string) => ({
      async me() {
        const [, , compartment = '', name = ''] = url.split('/');
        asked.push(`me ${name}`);
        const who = (compartments[compartment] as People)[name] ?? '';
        return typeof who === 'string' ? success(user(who)) : failed(who);
      },
    }),
  };
  return { asked, find: () => findHomeDomain(oracle as unknown as OracleClient, account) };
}
const nameOf = (found: Awaited<ReturnType<typeof findHomeDomain>>) =>
  found.ok ? (found.value?.domain.name ?? null) : found.problem.kind;

describe('the domain that a user lives in', () => {
  it('is the Default domain for most, found with two calls', async () => {
    const { asked, find } = createTenancy({ root: { other: notFound, DEFAULT: 'ada' }, sub: { third: notFound } });
    expect(unwrap(await find())).toMatchObject({
      domain: { id: 'DEFAULT', name: 'DEFAULT', url: 'https://root/DEFAULT' },
      user: { ocid: 'ada' },
    });
    expect(asked).toEqual(['domains root', 'me DEFAULT']);
  });

  it('is found among the other domains of the root, then in all compartments, asking no domain twice', async () => {
    const atRoot = createTenancy({ root: { DEFAULT: notFound, other: 'ada' }, sub: { third: notFound } });
    expect(nameOf(await atRoot.find())).toBe('other');
    expect(atRoot.asked).not.toContain('compartments');
    const below = createTenancy({ root: { DEFAULT: notFound, other: notAuthenticated }, sub: { third: 'ada' } });
    expect(nameOf(await below.find())).toBe('third');
    expect(below.asked.filter((call) => call.startsWith('me')).sort()).toEqual(['me DEFAULT', 'me other', 'me third']);
  });

  it('is found although one may not list the domains of the root', async () => {
    expect(nameOf(await createTenancy({ root: notFound, sub: { third: 'ada' } }).find())).toBe('third');
  });

  it('is none when every domain has said no', async () => {
    expect(
      nameOf(await createTenancy({ root: { DEFAULT: notFound }, sub: { third: notAuthenticated } }).find()),
    ).toBeNull();
    expect(nameOf(await createTenancy({ root: {} }).find())).toBeNull();
    expect(nameOf(await createTenancy({ root: notFound }).find())).toBeNull();
  });

  it('is no domain where another user answers, and none that is switched off', async () => {
    const { asked, find } = createTenancy({ root: { DEFAULT: 'grace', offline: 'ada' } });
    expect(nameOf(await find())).toBeNull();
    expect(asked).not.toContain('me offline');
  });

  it('is not said to be none while what may hold it could not be read', async () => {
    const found = await createTenancy({ root: { DEFAULT: notFound } }, 1).find();
    expect(found).toMatchObject({ ok: false, problem: { kind: 'unexpected-answer' } });
  });

  it('is not said to be none while a domain or a compartment has not answered', async () => {
    expect(nameOf(await createTenancy({ root: { DEFAULT: timedOut, other: notFound } }).find())).toBe('timed-out');
    expect(nameOf(await createTenancy({ root: { DEFAULT: notFound }, sub: timedOut }).find())).toBe('timed-out');
    expect(nameOf(await createTenancy({ root: timedOut, sub: { third: notFound } }).find())).toBe('timed-out');
  });

  it('is found beside a domain that does not answer', async () => {
    expect(nameOf(await createTenancy({ root: { DEFAULT: timedOut, other: 'ada' } }).find())).toBe('other');
  });
});
