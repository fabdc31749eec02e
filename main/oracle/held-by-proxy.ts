const PROXY = 'keydesk-proxy';
const REFUSED = 'keydesk-proxy-refused';

/** The proxy that holds a request back. `refused`: it was given a user name and a password, and does not accept them. */
export interface Held {
  /** Host and port; null where they are not known. */
  readonly proxy: string | null;
  readonly refused: boolean;
}

/** The answer of a `fetch` to a request that the proxy did not let through: status 407, with the proxy's name in a header of ours. */
export const heldByProxy = (proxy: string, refused: boolean): Response =>
  new Response(null, { status: 407, headers: { [PROXY]: proxy, [REFUSED]: String(refused) } });

export const readHeld = (header: (name: string) => string | null): Held => ({
  proxy: header(PROXY),
  refused: header(REFUSED) === 'true',
});

/** A proxy, in words for a sentence. */
export const proxyName = (proxy: string | null): string =>
  proxy === null ? 'the proxy of this network' : `the proxy ${proxy}`;
