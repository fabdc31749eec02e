/** Oracle's form of a region that a computer defines, with the one key of ours: the endpoint that replaces Oracle's. */
export const regionAt = (endpoint: string) =>
  JSON.stringify({
    realmKey: 'oc1',
    realmDomainComponent: 'oraclecloud.com',
    regionKey: 'fra',
    regionIdentifier: 'eu-frankfurt-1',
    keydesk_endpoint: endpoint,
  });
