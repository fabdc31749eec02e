import { useEffect, useState } from 'react';

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Makes a formatter at its first use. The first formatter takes Chromium 15 ms, and the first screen needs none. */
const formatter = <T>(make: () => T): (() => T) => {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
};
const day = formatter(() => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }));
const time = formatter(() => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }));
const count = formatter(() => new Intl.NumberFormat('en'));

/** "2 May 2026", in this computer's time zone. */
export const formatDay = (ms: number): string => day().format(ms);
/** "14:05" */
export const formatTime = (ms: number): string => time().format(ms);
/** "22 Nov 2026 at 14:05" */
export const formatMoment = (ms: number): string => `${formatDay(ms)} at ${formatTime(ms)}`;
/** "12,480" */
export const formatCount = (n: number): string => count().format(n);
/** "1 key", "12,480 keys" */
export const countWords = (n: number, one: string, several = `${one}s`): string =>
  `${formatCount(n)} ${n === 1 ? one : several}`;
/** "1 key", "9,841 keys" */
export const keysWords = (n: number): string => countWords(n, 'key');

/** An ISO 8601 instant in milliseconds. Null if there is none or it cannot be read. */
export const instantOf = (iso: string | null): number | null => {
  const ms = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(ms) ? null : ms;
};

/** "just now", "5 min ago", "3 h ago", "yesterday", "12 days ago". A time in the future is "just now". */
export const agoWords = (ms: number, now: number): string => {
  const minutes = Math.floor((now - ms) / minuteMs);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  const days = Math.floor((now - ms) / dayMs);
  return days === 1 ? 'yesterday' : `${days} days ago`;
};

/** The same words at the start of a text: "Just now", "Yesterday". */
export const agoAlone = (ms: number, now: number): string =>
  agoWords(ms, now).replace(/^./, (first) => first.toUpperCase());

/** The current time in epoch milliseconds, updated every `everyMs`. */
export const useNow = (everyMs: number): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
};

/** Calls `renew` at once, at each change of the whole seconds left until `end`, and last at `end`. Returns the function that stops it. */
export const followSeconds = (end: number, renew: (left: number) => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const ms = end - Date.now();
    if (ms > 0) timer = setTimeout(look, ms % 1000 || 1000);
    renew(Math.max(0, Math.ceil(ms / 1000)));
  };
  look();
  return () => clearTimeout(timer);
};

/** The current time in epoch milliseconds, updated each second until `end`. No timer runs without an `end`. */
export const useNowUntil = (end: number | null): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => (end === null ? undefined : followSeconds(end, () => setNow(Date.now()))), [end]);
  return now;
};
