import type { Profile } from '../../../bridge/values/session.ts';
import { agoWords, dayMs, formatDay, formatTime, instantOf } from '../../ui/dates.ts';
import { shortenOcid } from '../../ui/shorten.ts';

const tokenWords = (expires: string | null, now: number): string => {
  const ms = instantOf(expires);
  if (ms === null) return 'session token';
  if (ms <= now) return `session token, expired ${agoWords(ms, now)}`;
  return `session token, valid until ${ms - now < dayMs ? formatTime(ms) : formatDay(ms)}`;
};

/** What distinguishes a profile, in one line: "eu-frankfurt-1 · ocid1.user.oc1..7q2a…mz4q". */
export const profileWords = (profile: Profile, now: number): string =>
  [
    profile.region,
    profile.method === 'session-token' ? tokenWords(profile.tokenExpires, now) : null,
    profile.method === 'api-key' && profile.userOcid ? shortenOcid(profile.userOcid) : null,
    profile.endpoint,
    profile.needsPassphrase ? 'passphrase' : null,
  ]
    .filter(Boolean)
    .join(' · ');
