import { utcTime } from '../basics/clock.ts';
import type { AllSentences } from './sentences.ts';

const day = (ms: number) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(ms);
const moment = (ms: number) => utcTime(new Date(ms).toISOString());

const unused = 'Nothing of it was used. This Keydesk stays as it is, and goes on working.';
const asBefore = 'Keydesk goes by what it knew before, and stays as it is.';
const again = 'Try again later. If it happens again, ask those who gave you Keydesk.';

/** The words for newer versions of Keydesk. */
export const updateSentences = {
  'updates-off': () => ({
    happened: 'Keydesk does not do that with the present setting for newer versions.',
    meaning: 'Nobody was asked, and nothing was fetched.',
    remedy: 'See Settings, Updates. An administrator may have decided it for this computer.',
    calm: 'info',
  }),
  'updates-answer': ({ host, what }) => ({
    happened: `${host} was asked for newer versions, and ${what}.`,
    meaning: unused,
    remedy: `${again} In the network of a hotel or a company a sign-in page may have answered: sign in there first.`,
    calm: 'info',
  }),
  'updates-refused': ({ host, what }) => ({
    happened: `The list of versions from ${host} is not trusted: it ${what}.`,
    meaning: `${unused} Somebody on the way may have changed or replaced the list, or the server has another file there.`,
    remedy: 'Try again in another network. If it happens there too, tell those who gave you Keydesk.',
  }),
  'updates-expired': ({ host, expired, now }) => ({
    happened: `The list of versions from ${host} was good until ${day(expired)}. The clock of this computer says ${moment(now)}.`,
    meaning: 'There may be newer versions that it does not name. Nothing was fetched.',
    remedy: 'If the clock is wrong, set it. If it is right, ask those who gave you Keydesk for a newer list.',
  }),
  'updates-clock': ({ seen, now }) => ({
    happened: `The clock of this computer says ${moment(now)}, and must be later than ${moment(seen)}.`,
    meaning: 'With a wrong clock nobody can tell whether the list of versions is still good. Nothing was fetched.',
    remedy:
      'Let this computer set its clock from the network, or set it by hand. Then try again. If it is right now and was ahead before, the next list of versions ends this.',
  }),
  'updates-format': ({ host }) => ({
    happened: `The list of versions from ${host} is written for a newer Keydesk than this one.`,
    meaning: 'So there is a newer version, and this one cannot fetch it.',
    remedy: 'Get the newer version where you got this one, and install it over this one.',
    calm: 'info',
  }),
  'updates-none': () => ({
    happened: 'There is no newer version for this computer.',
    meaning: null,
    remedy: 'Go on with this one.',
    calm: 'info',
  }),
  'updates-file': ({ name, what }) => ({
    happened: `${name} is not the file of the signed list: it ${what}.`,
    meaning: 'It was not opened, and is removed.',
    remedy: again,
  }),
  'updates-unsaved': ({ reason }) => ({
    happened: `What was fetched could not be saved: ${reason}.`,
    meaning: asBefore,
    remedy: 'Check that the disk has space and that Keydesk may write to its folder, then try again.',
  }),
  'updates-unopened': ({ name, reason }) => ({
    happened: `${name} did not start: ${reason}.`,
    meaning: 'It lies on this computer, and is what the signed list says. This Keydesk stays as it is.',
    remedy: 'Try again, or get the newer version where you got this one.',
  }),
} satisfies Partial<AllSentences>;
