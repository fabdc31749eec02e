const HOSTS = new Set(['docs.oracle.com', 'cloud.oracle.com']);

/** Security line 9: https, an exact host of the list, no credentials, no port. */
export function isListedLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  return protocol === 'https:' && HOSTS.has(hostname) && port === '' && username === '' && password === '';
}
