import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { askListing } from '../../../main/directory/directory-listing.ts';
import type { CompartmentRecord, DomainRecord, OracleClient } from '../../../main/oracle/oracle-client.ts';
import type { OracleProblem } from '../../../main/oracle/oracle-problem.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

// Tenancies that the simulator does not have: malformed, large, or with a failure in one part.
const account = { id: 'a', tenancyOcid: 'root', tenancyName: 'acme', userOcid: 'u', userName: 'u', displayName: 'U' };
const compartment = (ocid: string, parentOcid: string | null, name = ocid): CompartmentRecord => ({
  ocid,
  parentOcid,
  name,
});
const domain = (name: string, compartmentOcid: string, isDefault = false): DomainRecord => ({
  ocid: `domain.${name}`,
  name,
  description: null,
  compartmentOcid,
  url: `https://${name}.example`,
  isDefault,
  state: 'ACTIVE',
  licenseType: null,
});

async function ask(
  compartments: readonly CompartmentRecord[],
  listDomains: (compartmentOcid: string) => Promise<Awaited<ReturnType<OracleClient['listDomains']>>>,
) {
  const oracle = { listCompartments: async () => all(compartments), listDomains };
  return askListing(oracle as unknown as OracleClient, account, new AbortController().signal);
}
/** A list that could be read completely. */
const all = <T>(items: readonly T[]) => success({ items, unreadable: 0 });
const none = async () => all<DomainRecord>([]);
const pathsOf = async (compartments: readonly CompartmentRecord[]) => {
  const asked = await ask(compartments, none);
  return asked.ok ? asked.value.listing.compartments.map(({ path }) => path.join('/')) : asked.problem;
};

describe('the compartments of a listing', () => {
  it('have the root once, should the service name it too', async () => {
    expect(await pathsOf([compartment('root', null, 'acme'), compartment('a', 'root')])).toEqual(['acme', 'acme/a']);
  });

  it('hang below the root when one may not see their parents', async () => {
    expect(await pathsOf([compartment('deep', 'hidden')])).toEqual(['acme', 'acme/deep']);
  });

  it('end, even if each says that it is within the other', async () => {
    expect(await pathsOf([compartment('a', 'b'), compartment('b', 'a')])).toEqual(['acme', 'acme/a/b', 'acme/b/a']);
  });

  it('stay together with what is in them, whatever their names', async () => {
    const names = [compartment('x', 'root', 'a b'), compartment('y', 'root', 'a'), compartment('z', 'y', 'c')];
    expect(await pathsOf(names)).toEqual(['acme', 'acme/a', 'acme/a/c', 'acme/a b']);
  });
});

describe('the domains of a listing', () => {
  it('begin with the Default domain, then follow the compartments, then their names', async () => {
    const asked = unwrap(
      await ask([compartment('b', 'root')], async (ocid) =>
        all(
          ocid === 'root'
            ? [domain('Zoo', 'root'), domain('Apes', 'root'), domain('Default', 'root', true)]
            : [domain('Bees', 'b')],
        ),
      ),
    );
    const names = asked.listing.domains.map(({ name }) => name);
    expect(names).toEqual(['Default', 'Apes', 'Zoo', 'Bees']);
  });

  it('are asked for side by side, eight compartments at a time', async () => {
    let running = 0;
    let most = 0;
    const many = Array.from({ length: 60 }, (_, number) => compartment(`c${number}`, 'root'));
    const { listing } = unwrap(
      await ask(many, async (ocid) => {
        if (ocid === 'root') return all<DomainRecord>([]);
        most = Math.max(most, ++running);
        await sleep(2);
        running--;
        return all([domain(ocid, ocid)]);
      }),
    );
    expect(listing.domains).toHaveLength(60);
    expect(most).toBe(8);
  });

  it.each(['not-authenticated', 'cancelled'] as const)('fail as a whole when one answer is "%s"', async (kind) => {
    const problem = { kind, requestId: null, host: 'x', message: '', delivery: 'answered' } as unknown as OracleProblem;
    const asked = await ask([compartment('a', 'root'), compartment('b', 'root')], async (ocid) =>
      ocid === 'b' ? failed(problem) : all<DomainRecord>([]),
    );
    expect(asked).toEqual({ ok: false, problem });
  });
});
