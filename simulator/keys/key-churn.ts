import type { Domain } from '../directory/tenancy.ts';
import { createRandom } from '../random.ts';
import type { KeyStore } from './key-store.ts';

const pages = new WeakMap<KeyStore, number>();

/** Plays colleagues who change keys during a listing. After each `every` pages it makes a key or deletes another, alternately. */
export function changeAfterPage(keys: KeyStore, domain: Domain, every: number, now: number): void {
  const count = (pages.get(keys) ?? 0) + 1;
  pages.set(keys, count);
  if (every === 0 || count % every !== 0) return;
  const all = [...keys.ofDomain(domain)];
  const random = createRandom(`change after page ${count}`);
  const key = all[random.below(Math.max(1, all.length))];
  if (key === undefined) return;
  if ((count / every) % 2 === 0) {
    keys.remove(domain, key);
    return;
  }
  const draft = { displayName: `made-${count}`, description: null, expiresOn: null, status: 'ACTIVE' as const };
  keys.add(domain, { owner: key.owner, maker: key.owner, madeThrough: 'scim', draft, now });
}
