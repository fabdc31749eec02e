import { describe, expect, it } from 'vitest';
import type { DirectoryListing } from '../../../bridge/values/directory.ts';
import { formatRoute, parseRoute, type Route } from '../../../renderer/app/route.ts';
import {
  chosenDomain,
  compartmentsWithDomains,
  compartmentWords,
  domainsIn,
} from '../../../renderer/features/users/domain-choice.ts';

describe('the address of a view', () => {
  const routes: Route[] = [
    { view: 'profile' },
    { view: 'settings' },
    { view: 'settings', at: 'updates' },
    { view: 'all-keys' },
    { view: 'rotations' },
    { view: 'this-computer' },
    { view: 'add-account' },
    { view: 'users', domainId: null, text: '' },
    { view: 'users', domainId: 'ocid1.domain.oc1..aaaa', text: 'Müller & Söhne ?#' },
    {
      view: 'user',
      owner: { kind: 'user', domainId: 'ocid1.domain.oc1..aaaa', id: 'ab12', ocid: 'ocid1.user.oc1..b' },
    },
    { view: 'user', owner: { kind: 'user', domainId: null, id: 'ocid1.user.oc1..b', ocid: 'ocid1.user.oc1..b' } },
  ];
  it.each(routes)('leads back to $view', (route) => expect(parseRoute(formatRoute(route))).toEqual(route));

  it.each(['', '#', '#/', '#/nowhere', '#/user', '#/user?id=x', '#access'])('"%s" is one’s own profile', (hash) => {
    expect(parseRoute(hash)).toEqual({ view: 'profile' });
  });
});

describe('choosing a domain', () => {
  const domain = (id: string, compartmentId: string, isDefault = false) =>
    ({ id, name: id, description: null, compartmentId, isDefault, state: 'ACTIVE' }) as const;
  const listing: DirectoryListing = {
    tenancyName: 'acme',
    compartments: [
      { id: 'prod', name: 'Production', path: ['acme', 'Payments', 'Production'] },
      { id: 'empty', name: 'Empty', path: ['acme', 'Empty'] },
      { id: 'root', name: 'acme', path: ['acme'] },
    ],
    domains: [
      domain('Zeta', 'root'),
      domain('Payments', 'prod'),
      domain('Default', 'root', true),
      domain('Beta', 'root'),
    ],
    unreadable: 0,
    incomplete: null,
  };

  it('offers the compartments that hold one, the root first', () => {
    expect(compartmentsWithDomains(listing).map(compartmentWords)).toEqual(['acme (root)', 'Payments / Production']);
  });
  it('lists the Default domain first, the others by name', () => {
    expect(domainsIn(listing, 'root').map(({ name }) => name)).toEqual(['Default', 'Beta', 'Zeta']);
  });
  it('takes the requested domain, else the Default domain', () => {
    expect(chosenDomain(listing, 'Payments')?.name).toBe('Payments');
    expect(chosenDomain(listing, 'gone')?.name).toBe('Default');
    expect(chosenDomain(listing, null)?.name).toBe('Default');
  });
  it('takes none where the tenancy has none', () => {
    expect(chosenDomain({ ...listing, domains: [] }, null)).toBeNull();
  });
});
