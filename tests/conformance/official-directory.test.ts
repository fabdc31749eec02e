import { models } from 'oci-identitydomains';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { officialClients, quietOfficialClients } from '../support/programs/official-clients.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: 1200 });
});
afterAll(() => simulator.close());
quietOfficialClients();

describe("Oracle's identity client", () => {
  it('reads the tenancy and finds its home region', async () => {
    const { identity, tenancyId } = officialClients(simulator);
    const { tenancy } = await identity.getTenancy({ tenancyId });
    expect(tenancy).toMatchObject({ id: tenancyId, name: 'acme', homeRegionKey: 'FRA' });
    const { items } = await identity.listRegionSubscriptions({ tenancyId });
    expect(items.filter((region) => region.isHomeRegion)).toMatchObject([{ regionName: 'eu-frankfurt-1' }]);
  });

  it('pages through the compartments of the whole tenancy', async () => {
    const { identity, tenancyId } = officialClients(simulator);
    const names: string[] = [];
    let page: string | undefined;
    let pages = 0;
    do {
      const answer = await identity.listCompartments({
        compartmentId: tenancyId,
        compartmentIdInSubtree: true,
        limit: 4,
        ...(page === undefined ? {} : { page }),
      });
      names.push(...answer.items.map((compartment) => compartment.name));
      page = answer.opcNextPage || undefined;
      pages++;
    } while (page !== undefined);
    expect(pages).toBe(2);
    expect(names).toEqual(['Engineering', 'Automation', 'Data platform', 'Finance', 'Archive', 'Partners']);
  });

  it('lists the domains of one compartment at a time', async () => {
    const { identity, tenancyId } = officialClients(simulator);
    const { items: root } = await identity.listDomains({ compartmentId: tenancyId });
    expect(root).toMatchObject([
      { displayName: 'Default', type: 'DEFAULT', lifecycleState: 'ACTIVE', url: simulator.domainUrl },
    ]);
    const { items: compartments } = await identity.listCompartments({
      compartmentId: tenancyId,
      compartmentIdInSubtree: true,
    });
    const elsewhere = await Promise.all(
      compartments.map(async ({ id }) => (await identity.listDomains({ compartmentId: id })).items),
    );
    expect(elsewhere.flat().map((domain) => [domain.displayName, domain.lifecycleState])).toEqual([
      ['Robots', 'ACTIVE'],
      ['Archive 2019', 'INACTIVE'],
      ['Contractors', 'ACTIVE'],
    ]);
  });

  it('lists the regions that there are, and gets one domain, one user, one compartment, each with its entity tag', async () => {
    const { identity, tenancyId, userId } = officialClients(simulator);
    const { items: regions } = await identity.listRegions({});
    expect(regions).toContainEqual({ key: 'FRA', name: 'eu-frankfurt-1' });
    const { items: domains } = await identity.listDomains({ compartmentId: tenancyId });
    const { items: compartments } = await identity.listCompartments({ compartmentId: tenancyId });
    const { domain, etag } = await identity.getDomain({ domainId: domains[0]?.id ?? '' });
    expect(domain).toEqual(domains[0]);
    const { compartment, etag: other } = await identity.getCompartment({ compartmentId: compartments[0]?.id ?? '' });
    expect(compartment).toEqual(compartments[0]);
    const { etag: third } = await identity.getUser({ userId });
    expect(new Set([etag, other, third]).size).toBe(3);
    for (const tag of [etag, other, third]) expect(tag).toMatch(/^[0-9a-f]{40}$/);
    await expect(identity.getDomain({ domainId: `${domains[0]?.id}x` })).rejects.toMatchObject({ statusCode: 404 });
  });

  it('pages through the users of the Default domain and no other', async () => {
    const { identity, tenancyId } = officialClients(simulator);
    const seen = new Set<string>();
    let page: string | undefined;
    do {
      const answer = await identity.listUsers({
        compartmentId: tenancyId,
        limit: 500,
        ...(page === undefined ? {} : { page }),
      });
      for (const user of answer.items) seen.add(user.name);
      page = answer.opcNextPage || undefined;
    } while (page !== undefined);
    expect(seen.size).toBe(1200);
    expect(seen).toContain('grace.hopper');
    expect([...seen].some((name) => name.startsWith('robot-'))).toBe(false);
  });
});

describe("Oracle's identity domains client", () => {
  it('finds users by a filter over user name, display name and e-mail', async () => {
    const { domains } = officialClients(simulator);
    const { users } = await domains.listUsers({
      filter: 'userName co "gra" or displayName co "gra" or emails.value co "gra"',
    });
    expect(users.totalResults).toBe(3);
    expect(users.resources.map((user) => [user.userName, user.displayName, user.active])).toEqual([
      ['grace.hopper', 'Grace Hopper', true],
      ['graphite-sync', 'Graphite sync (service)', false],
      ['margaret.grant', 'Margaret Grant', true],
    ]);
  });

  it('pages by start index, without gap or overlap, in the order asked for', async () => {
    const { domains } = officialClients(simulator);
    const names: string[] = [];
    for (let startIndex = 1; startIndex <= 1200; startIndex += 500) {
      const { users } = await domains.listUsers({
        startIndex,
        count: 500,
        sortBy: 'userName',
        sortOrder: models.SortOrder.Descending,
      });
      expect(users).toMatchObject({ totalResults: 1200, startIndex, itemsPerPage: 500 });
      names.push(...users.resources.map((user) => user.userName));
    }
    expect(names).toHaveLength(1200);
    expect(names).toEqual([...new Set(names)].sort().reverse());
  });

  it('pages by the token of the answer before, without gap or overlap', async () => {
    const { domains } = officialClients(simulator);
    const names: string[] = [];
    let page: string | undefined;
    do {
      const answer = await domains.listUsers({ limit: 500, ...(page === undefined ? {} : { page }) });
      names.push(...answer.users.resources.map((user) => user.userName));
      page = answer.opcNextPage || undefined;
    } while (page !== undefined);
    expect(new Set(names).size).toBe(1200);
    expect(names).toHaveLength(1200);
    await expect(domains.listUsers({ page: 'made up' })).rejects.toMatchObject({ statusCode: 400 });
  });

  it('reads a user by SCIM id and by OCID, in the shape of its own models', async () => {
    const { domains } = officialClients(simulator);
    const { users } = await domains.listUsers({ filter: 'userName eq "Grace.Hopper"' });
    const [grace] = users.resources;
    const { user: byId } = await domains.getUser({ userId: grace?.id ?? '' });
    const { user: byOcid } = await domains.getUser({ userId: grace?.ocid ?? '' });
    expect(byId).toEqual(byOcid);
    expect(byId.id).toMatch(/^[0-9a-f]{32}$/);
    expect(byId.ocid).toMatch(/^ocid1\.user\.oc1\.\.[a-z2-7]{60}$/);
    expect(byId.emails?.find((email) => email.primary)?.value).toBe('grace.hopper@acme.example');
    expect(byId.urnIetfParamsScimSchemasOracleIdcsExtensionCapabilitiesUser?.canUseCustomerSecretKeys).toBe(true);
  });

  it('reads the signed-in user of each profile', async () => {
    const { me: admin } = await officialClients(simulator, 'ADMIN').domains.getMe({});
    const { me: ordinary } = await officialClients(simulator, 'USER').domains.getMe({});
    expect([admin.userName, ordinary.userName]).toEqual(['ada.byron', 'charles.babbage']);
  });

  it('finds the domains at addresses without a path too, where the service has such', async () => {
    const { identity, domains, tenancyId } = officialClients(simulator);
    const controls = simulatorControls(simulator.url);
    await controls.setSwitches({ domainPaths: false });
    const { items } = await identity.listDomains({ compartmentId: tenancyId });
    const url = items[0]?.url ?? '';
    expect(new URL(url).pathname).toBe('/');
    domains.endpoint = url;
    const { me } = await domains.getMe({});
    expect([me.userName, me.meta?.location]).toEqual(['ada.byron', `${url}/admin/v1/Me`]);
    // At this address is only the Default domain.
    identity.endpoint = url;
    await expect(identity.listDomains({ compartmentId: tenancyId })).rejects.toMatchObject({ statusCode: 404 });
    await controls.reset();
  });

  it('finds the users of a secondary domain at its own address', async () => {
    const { identity, domains, tenancyId } = officialClients(simulator);
    const { items } = await identity.listCompartments({ compartmentId: tenancyId, compartmentIdInSubtree: true });
    const partners = items.find((compartment) => compartment.name === 'Partners');
    const { items: found } = await identity.listDomains({ compartmentId: partners?.id ?? '' });
    domains.endpoint = found[0]?.url ?? '';
    expect((await domains.listUsers({ count: 1 })).users.totalResults).toBe(64);
  });
});
