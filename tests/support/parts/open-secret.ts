import type { OpenSecret } from '../../../bridge/values/secret.ts';

/** The page's value of a secret that was just generated for Grace Hopper. */
export const openSecret: OpenSecret = {
  handle: '00000000-0000-4000-8000-000000000001',
  keyId: '1',
  keyName: 'ci-deploy',
  ownerName: 'Grace Hopper',
  ownerIdentity: { userName: 'grace.hopper', domainName: 'Default' },
  ownerOcid: null,
  own: false,
  accessKey: '4f1c0e77',
  secretLength: 44,
  copied: false,
  acknowledged: false,
  handedOver: false,
  wordsUntold: false,
  saved: false,
  origin: { kind: 'generated' },
  restsIn: 'keychain',
};
