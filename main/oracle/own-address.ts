/** Oracle's own form of the classic IAM base (`docs/oracle.md`, "Classic IAM"); its end is the domain of the realm. */
const ORACLES_BASE = /^identity\.[a-z0-9-]+\.oci\.([a-z0-9.-]+)$/;

const isLoopback = (hostname: string) =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname);

/**
 * Whether a signed request of an account may go to this address: within its realm, over TLS and at the usual port, or at the endpoint that
 * replaces Oracle's. The service names the addresses of domains in its answers. Anybody who got a signed request could send it again for
 * five minutes, and would learn the user. Services on this computer may listen at several ports.
 */
export function isOwnAddress({ protocol, hostname, port, host }: URL, identityUrl: string): boolean {
  const base = new URL(identityUrl);
  const realm = base.port === '' && base.pathname === '/' ? ORACLES_BASE.exec(base.hostname)?.[1] : undefined;
  if (realm !== undefined) return protocol === 'https:' && port === '' && hostname.endsWith(`.${realm}`);
  if (isLoopback(base.hostname) && isLoopback(hostname)) return true;
  return protocol === base.protocol && (host === base.host || host.endsWith(`.${base.host}`));
}
