import type { Attempt, ReadinessState } from '../../../bridge/values/usage.ts';
import { countWords } from '../../ui/dates.ts';

/** "45 s", "4 min", "4 min 5 s", "1 h 2 min": whole seconds, never below zero. */
export const durationWords = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
};

export type Finding = Attempt['finding'];
export type Testing = Extract<ReadinessState, { kind: 'testing' }>;
export type Ended = Extract<ReadinessState, { kind: 'ended' }>;

export interface ReadinessWords {
  readonly tone: 'quiet' | 'accent' | 'warning' | 'loss';
  readonly title: string;
  readonly text: string;
  /** What the user can do. Null: only wait. */
  readonly remedy: string | null;
}

/** In seconds. A larger difference between the clocks is shown to the user. */
const clockToldFrom = 30;

const mayNotList = 'It may not list buckets: that is a permission of its user, and nothing is wrong with the key.';

/** Rounded as in the bar. */
const inSeconds = (ms: number) => `${Math.round(ms / 1000)} s`;

/** What the test waits for. No sentence foretells the next result, since only the test decides when it ends. */
const waitingFor: Record<Finding, (state: Testing) => Omit<ReadinessWords, 'remedy'>> = {
  works: ({ unbrokenMs }) => ({
    tone: 'accent',
    title: 'It works. Making sure of it',
    text: `New keys work on and off at first. Ready is a key that has worked for ${inSeconds(unbrokenMs)} without a failure.`,
  }),
  'works-without-listing': ({ unbrokenMs }) => ({
    tone: 'accent',
    title: 'The key is accepted. Making sure of it',
    text: `${mayNotList} Ready is a key that has been accepted for ${inSeconds(unbrokenMs)} without a failure.`,
  }),
  'not-there': ({ region }) => ({
    tone: 'quiet',
    title: 'Waiting for Oracle to know the key',
    text: `Oracle does not know the key yet, or ${region} is the wrong region. New keys take up to ten minutes.`,
  }),
  'wrong-secret': () => ({
    tone: 'warning',
    title: 'The secret key does not fit',
    text: 'Oracle knows the access key, and refuses the secret key that goes with it.',
  }),
  clock: () => ({
    tone: 'warning',
    title: 'The clock of this computer is off',
    text: 'Oracle refuses requests whose time is too far from its own.',
  }),
  unreachable: () => ({
    tone: 'quiet',
    title: 'Object Storage cannot be reached',
    text: 'The network, a VPN or a proxy is in between. Keydesk goes on trying.',
  }),
  busy: ({ last }) => ({
    tone: 'quiet',
    title: 'Object Storage is busy',
    text: last?.waitSeconds
      ? `It asks to be left alone for ${durationWords(last.waitSeconds * 1000)}. Keydesk tries again then.`
      : 'It has no time to answer. Keydesk goes on trying.',
  }),
  'not-s3': ({ endpoint }) => ({
    tone: 'warning',
    title: 'Something else answers there',
    text: `What answers at ${endpoint} does not speak S3: a proxy, or the sign-in page of a network.`,
  }),
  refused: () => ({
    tone: 'warning',
    title: 'Oracle refuses the request',
    text: 'Its own words are below.',
  }),
};

const onAndOff = {
  text: 'The key was accepted, but never for long enough to rely on it.',
  remedy: 'Oracle is still making it known. Test it again in a few minutes.',
};

type Verdict = Omit<ReadinessWords, 'tone'>;

/** Why the test ended without a key that is ready. */
const verdicts: Record<Finding, (state: Ended) => Verdict> = {
  works: () => ({ title: 'It works on and off', ...onAndOff }),
  'works-without-listing': () => ({ title: 'It is accepted on and off', ...onAndOff }),
  'not-there': ({ region }) => ({
    title: 'Oracle does not know the key',
    text: `Oracle does not know it in ${region}, or that is the wrong region.`,
    remedy: 'Choose another region and test again. If it is the right one: look whether the key is still in the list.',
  }),
  'wrong-secret': () => ({
    title: 'The secret key is wrong',
    text: 'Oracle knows the access key, but with another secret key.',
    remedy: 'If it was copied or typed by hand, do that again. If it is lost, delete the key and generate a new one.',
  }),
  clock: () => ({
    title: 'The clock of this computer is off',
    text: 'Oracle refuses requests whose time is too far from its own, also those of every tool on this computer.',
    remedy: 'Let the system set its clock from the network, then test again.',
  }),
  unreachable: () => ({
    title: 'Object Storage could not be reached',
    text: 'So nothing is known about the key.',
    remedy: 'Check the network, the VPN and the proxy, then test again.',
  }),
  busy: () => ({
    title: 'Object Storage was too busy to answer',
    text: 'So nothing is known about the key.',
    remedy: 'Test it again later.',
  }),
  'not-s3': ({ endpoint }) => ({
    title: 'That is not Object Storage',
    text: `What answers at ${endpoint} does not speak S3.`,
    remedy: 'Sign in to the network if it asks for that, check the proxy and the endpoint, then test again.',
  }),
  refused: () => ({
    title: 'Oracle refuses the key',
    text: 'It gave a reason that Keydesk does not know: its own words are below.',
    remedy: 'Look whether the key is still in the list and active, then test again.',
  }),
};

const nothingSeen: Verdict = {
  title: 'No answer',
  text: 'Not one attempt came to an end, so nothing is known about the key.',
  remedy: 'Check the network, then test again.',
};

const endedWords = (state: Ended): ReadinessWords => {
  const { how, last } = state;
  if (how === 'ready') {
    const text = 'The key has worked long enough without a failure. Tools can use it now.';
    const listing = last?.finding === 'works-without-listing' ? ` ${mayNotList}` : '';
    return { tone: 'accent', title: 'Ready to use', text: `${text}${listing}`, remedy: null };
  }
  if (how === 'stopped') {
    const text = 'The test was stopped before it knew whether the key is ready.';
    return { tone: 'quiet', title: 'Stopped', text, remedy: 'Test it again when you like: nothing was changed.' };
  }
  const verdict = last === null ? nothingSeen : verdicts[last.finding](state);
  if (how === 'failed') return { tone: 'loss', ...verdict };
  const tried = `${countWords(state.attempts, 'attempt')} in ${durationWords(state.endedAt - state.startedAt)}.`;
  return { tone: 'warning', ...verdict, text: `${verdict.text} Keydesk gave up after ${tried}` };
};

/** The findings of the test, and what the user can do. */
export const readinessWords = (state: Testing | Ended): ReadinessWords => {
  if (state.kind === 'ended') return endedWords(state);
  if (state.last !== null) return { remedy: null, ...waitingFor[state.last.finding](state) };
  return { tone: 'quiet', title: 'Asking Object Storage', text: 'The first answer is on its way.', remedy: null };
};

export interface Progress {
  /** Seconds without a failure, and the number required. */
  readonly seconds: number;
  readonly of: number;
}

/** How long the key has worked without a failure. */
export const progressOf = ({ successSince, unbrokenMs }: Testing, now: number): Progress => {
  const of = Math.max(1, Math.round(unbrokenMs / 1000));
  if (successSince === null) return { seconds: 0, of };
  return { seconds: Math.min(of, Math.max(0, Math.floor((now - successSince) / 1000))), of };
};

/** "12 attempts in 55 s. Gives up in 9 min 5 s." */
export const pastAndToCome = (state: Testing, now: number): string =>
  `${countWords(state.attempts, 'attempt')} in ${durationWords(now - state.startedAt)}. Gives up in ${durationWords(state.until - now)}.`;

/** A sentence if the clocks differ noticeably. Null: they agree, or the service did not tell its time. */
export const clockWords = (last: Attempt | null): string | null => {
  const ahead = last?.clockAheadSeconds ?? 0;
  if (Math.abs(ahead) <= clockToldFrom) return null;
  const apart = durationWords(Math.abs(ahead) * 1000);
  return `The clock of this computer is ${apart} ${ahead > 0 ? 'ahead of' : 'behind'} Oracle’s. When it is further off, tools are refused.`;
};

/** The test in a few words, for places with little room. */
export const shortWords = (state: Testing | Ended, now: number): string => {
  if (state.kind === 'ended') return `${readinessWords(state).title}.`;
  const { seconds, of } = progressOf(state, now);
  return seconds > 0 ? `Testing: ${seconds} of ${of} s without a failure.` : `Testing: ${readinessWords(state).title}.`;
};
