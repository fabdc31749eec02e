/** "a90d41c7…02d811fe": enough of both ends to distinguish two keys. Short keys stay whole. */
export const shortenAccessKey = (accessKey: string): string =>
  accessKey.length > 20 ? `${accessKey.slice(0, 8)}…${accessKey.slice(-8)}` : accessKey;

/** "ocid1.user.oc1..7q2a…mz4q": the readable head of an OCID, and both ends of its unique part. */
export const shortenOcid = (ocid: string): string => {
  const cut = ocid.lastIndexOf('.') + 1;
  const unique = ocid.slice(cut);
  return unique.length > 12 ? `${ocid.slice(0, cut)}${unique.slice(0, 4)}…${unique.slice(-4)}` : ocid;
};
