import { utcTime } from '../basics/clock.ts';
import { type AllSentences, listed, NOTHING_CHANGED } from './sentences.ts';

const NOBODY = 'Nobody was signed in, and nothing was changed.';
const AGAIN = 'Press Sign in with your browser again.';
const SET_UP = 'If it happens again, use Set up this computer.';

/** The words for signing in with the browser, and for sessions. */
export const browserSentences = {
  'port-taken': ({ port, holder }) => ({
    happened: `${holder === null ? 'Another program' : `The program ${holder}`} listens at port ${port} of this computer, to which Oracle leads the browser back.`,
    meaning: `No browser was opened. ${NOBODY}`,
    remedy: `End that program, for example another Keydesk or “oci session authenticate” that waits for a browser. Then try again. ${SET_UP}`,
  }),
  'listener-failed': ({ port, reason }) => ({
    happened: `Keydesk cannot listen at port ${port} of this computer, to which Oracle leads the browser back: the system says ${reason}.`,
    meaning: `No browser was opened. ${NOBODY}`,
    remedy: `Try again. ${SET_UP}`,
  }),
  'sign-in-timed-out': ({ minutes }) => ({
    happened: `The browser did not come back within ${minutes} minutes.`,
    meaning: NOBODY,
    remedy: `${AGAIN} If the browser shows a fault of Oracle’s, check the region and the tenancy name.`,
    calm: 'info',
  }),
  'sign-in-denied': ({ reason }) => ({
    happened: `Oracle did not sign you in${reason === null ? '' : `: ${reason}`}.`,
    meaning: NOBODY,
    remedy: `${AGAIN} If your company does not allow this way, use Set up this computer.`,
  }),
  'answer-without-token': () => ({
    happened: 'The browser came back without a session.',
    meaning: NOBODY,
    remedy: `${AGAIN} ${SET_UP}`,
  }),
  'answer-too-large': () => ({
    happened: 'The browser came back with an answer that is larger than any of Oracle’s.',
    meaning: `It was not read. ${NOBODY}`,
    remedy: `${AGAIN} ${SET_UP}`,
  }),
  'answer-not-token': ({ reason }) => ({
    happened: `The browser came back with something that is no session of Oracle’s: ${reason}.`,
    meaning: NOBODY,
    remedy: `${AGAIN} ${SET_UP}`,
  }),
  'token-expired': ({ expires }) => ({
    happened: `The session that the browser brought ended at ${utcTime(expires)}, by the clock of this computer.`,
    meaning: `A new session lasts an hour, so the answer is an old one, or the clock is ahead. ${NOBODY}`,
    remedy: `Check date and time of this computer. ${AGAIN}`,
  }),
  'nonce-differs': () => ({
    happened: 'The browser came back with the answer to another sign-in.',
    meaning: `It may be an old tab, or a page that wants you to work in somebody else’s account. ${NOBODY}`,
    remedy: `Close the other tabs of the sign-in. ${AGAIN}`,
  }),
  'token-not-ours': ({ region, message }) => ({
    happened: `Oracle does not accept the session that the browser brought: ${message}`,
    meaning: `It was made for another key than the one of this sign-in, or the tenancy does not have the region ${region}. ${NOBODY}`,
    remedy: `Check the region. ${AGAIN}`,
  }),
  'region-not-subscribed': ({ region, subscribed }) => ({
    happened: `The tenancy does not have the region ${region}.`,
    meaning: `It has ${list(subscribed)}. ${NOBODY}`,
    remedy: 'Choose one of these regions, and sign in with your browser again.',
  }),
  'session-not-longer': ({ expires }) => ({
    happened: 'Oracle does not prolong this session any further.',
    meaning: `It lasts until ${utcTime(expires)}.`,
    remedy: 'Sign in again before or after that. Or press Stay signed in on this computer, which needs no sessions.',
    calm: 'info',
  }),
  'token-unusable': ({ file, profile, reason }) => ({
    happened: `The session of the profile ${profile} cannot be used: ${file}: ${reason}.`,
    meaning: NOTHING_CHANGED,
    remedy: `Sign in with the OCI CLI again: oci session authenticate --profile-name ${profile}`,
  }),
  'cli-session-over': ({ profile, region, expires }) => ({
    happened: `The session of the profile ${profile} ended at ${utcTime(expires)}.`,
    meaning: 'Nothing was changed. A session that has ended cannot be renewed.',
    remedy: `Sign in with your browser here, or with the OCI CLI: oci session authenticate --profile-name ${profile}${region === '' ? '' : ` --region ${region}`}. Keydesk reads the file again by itself.`,
    calm: 'lock',
  }),
} satisfies Partial<AllSentences>;

const MOST = 6;
function list(regions: readonly string[]): string {
  const more = regions.length - MOST;
  return listed([...regions.slice(0, MOST), ...(more > 0 ? [`${more} more`] : [])]);
}
