import { randomUUID } from 'node:crypto';
import type { NewLine } from '../../../main/rotation/ledger-line.ts';
import type { PlanEvent, PlanFacts } from '../../../main/rotation/plan-events.ts';

export const nextId = () => randomUUID();

const keys = {
  old: { keyId: 'old-key', accessKey: 'a90d0000000000000000000000000000000011fe' },
  new: { keyId: 'new-key', accessKey: '4f1c00000000000000000000000000000000009a' },
  room: { keyId: 'third-key', accessKey: '77aa0000000000000000000000000000000000bb' },
  none: { keyId: null, accessKey: null },
};

export const exampleFacts: PlanFacts = {
  how: 'guided',
  account: { tenancyOcid: 'ocid1.tenancy.oc1..t', userOcid: 'ocid1.user.oc1..ada', sample: false },
  accountName: 'ada.byron',
  owner: { kind: 'user', domainId: 'ocid1.domain.oc1..d', id: 'u-grace', ocid: 'ocid1.user.oc1..grace' },
  userName: 'grace.hopper',
  displayName: 'Grace Hopper',
  domainName: 'Default',
  keyName: 'nightly',
  newKey: { name: 'nightly-2', description: null, expiresOn: null },
  campaign: null,
  saved: null,
};

/** A line about one of the keys of a rotation. */
export const lineAbout = (plan: string, key: keyof typeof keys, event: PlanEvent): NewLine => ({
  plan,
  user: 'ocid1.user.oc1..grace',
  ...keys[key],
  ...event,
});

/** The first line of a rotation. */
export const chosen = (plan: string, facts: Partial<PlanFacts> = {}): NewLine =>
  lineAbout(plan, 'old', { event: 'chosen', ...exampleFacts, ...facts });
