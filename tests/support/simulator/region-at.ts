/** A region in the form of `OCI_REGION_METADATA`, with one entry that Keydesk adds: the endpoint that replaces Oracle's. */
export const regionAt = (endpoint: string) =>
  JSON.stringify({
    realmKey: 'oc1',
    realmDomainComponent: 'oraclecloud.com',
    regionKey: 'fra',
    regionIdentifier: 'eu-frankfurt-1',
    keydesk_endpoint: endpoint,
  });
