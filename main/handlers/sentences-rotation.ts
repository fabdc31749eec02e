import { utcTime } from '../basics/clock.ts';
import { ledgerFaultText } from '../rotation/ledger-check.ts';
import { type AllSentences, NOTHING_CHANGED } from './sentences.ts';

const TEST_ENDS = {
  failed: 'did not pass its test',
  'gave-up': 'was not accepted within twenty minutes',
  stopped: 'was not tested to the end',
} as const;

const IDLE = {
  inactive: (keyName: string) => `The new key ${keyName} is deactivated.`,
  expired: (keyName: string) => `The new key ${keyName} has expired.`,
  unreadable: (keyName: string) =>
    `Keydesk cannot read one of the user’s keys, and does not find the new key ${keyName} among the others.`,
} as const;

/** The words for rotations and their ledger. */
export const rotationSentences = {
  'ledger-broken': ({ line, why }) => ({
    happened: `Line ${line} of the ledger of rotations does not fit: ${ledgerFaultText[why]}.`,
    meaning: 'Keydesk takes no step of any rotation. No key was changed by this.',
    remedy:
      'Put back ledger.jsonl and ledger-head.json from a backup and restart Keydesk. Or press Begin a new ledger: the damaged file is kept under another name, and the open rotations in front of the damaged line go on',
  }),
  'ledger-whole': () => ({
    happened: 'The ledger is whole. There is no need for a new one.',
    meaning: NOTHING_CHANGED,
    remedy: null,
    calm: 'info',
  }),
  'rotation-impossible': ({ event, phase }) => ({
    happened: `This rotation is at “${phase}”, and “${event}” cannot follow there.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Look at the steps of this rotation in Rotations.',
  }),
  'rotation-unknown': () => ({
    happened: 'The ledger has no such rotation for this account.',
    meaning: NOTHING_CHANGED,
    remedy: 'Open Rotations again.',
    calm: 'info',
  }),
  'rotation-of-another': ({ userName }) => ({
    happened: `This rotation was begun by ${userName}, who is not the signed-in user.`,
    meaning: NOTHING_CHANGED,
    remedy: `Switch to the account of ${userName}.`,
    calm: 'info',
  }),
  'rotation-not-next': () => ({
    happened: 'This is not the next step of the rotation, or another step of it is under way.',
    meaning: NOTHING_CHANGED,
    remedy: 'See under Waits for what comes next.',
    calm: 'info',
  }),
  'rotation-too-early': ({ until }) => ({
    happened: `The waiting time of the old key is not over. It ends at ${utcTime(until)}.`,
    meaning: 'The old key was not deleted.',
    remedy: 'Wait until then. If a program still needs the old key, press Undo',
    calm: 'info',
  }),
  'rotation-not-due': ({ keyName }) => ({
    happened: `The old key ${keyName} may not be deleted now.`,
    meaning: 'No key was deleted.',
    remedy: 'Choose Old key may be deleted under Show, and delete those.',
    calm: 'info',
  }),
  'rotation-old-gone': ({ keyName }) => ({
    happened: `${keyName === '' ? 'Oracle no longer has this key' : `Oracle no longer has the old key ${keyName} of this user`}. Another person may have deleted it.`,
    meaning: 'There is no old key left to replace. A new key that was made stays as it is.',
    remedy: 'Refresh the list of keys.',
  }),
  'rotation-old-active': ({ keyName }) => ({
    happened: `The old key ${keyName} has been activated again since the rotation deactivated it.`,
    meaning: 'It was not deleted: a program may use it.',
    remedy: 'When nothing uses it any more, press Next step to deactivate it. Its waiting time begins again',
  }),
  'rotation-new-gone': ({ keyName }) => ({
    happened: `Oracle no longer has the new key ${keyName} of this user: it was deleted elsewhere.`,
    meaning: 'The old key stays as it is.',
    remedy:
      'Press Next step to make another new key, or Stop here. If the old key was deactivated and is needed, press Undo',
  }),
  'rotation-new-idle': ({ keyName, why }) => ({
    happened: IDLE[why](keyName),
    meaning: 'The old key was not touched: without it the user may have no key that works.',
    remedy:
      why === 'inactive'
        ? `Activate ${keyName} on the page of its user, then press Next step`
        : why === 'expired'
          ? 'Press Stop here, then rotate the old key again'
          : 'Try again later. If that does not help, look at the user’s keys in the Console',
  }),
  'rotation-other-user': ({ from, to }) => ({
    happened: `Your colleague’s file calls this user ${from}. At Oracle the user is called ${to}.`,
    meaning: 'No key was made.',
    remedy: `Ask your colleague. If ${to} was only renamed, press Stop here and make the key for ${to} anew`,
  }),
  'rotation-renamed': ({ from, to }) => ({
    happened: `The key ${from} is called ${to} now.`,
    meaning: 'Nothing was changed, so that no other key than the one that you mean is touched.',
    remedy: 'If it is the right key, press Next step again',
    calm: 'info',
  }),
  'rotation-running': ({ keyName }) => ({
    happened: `The key ${keyName} is being rotated already.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Open Rotations to go on with it.',
    calm: 'info',
  }),
  'rotation-no-room': ({ keyName, others }) => ({
    happened: `You have as many customer secret keys as Oracle allows: ${[keyName, ...others].join(' and ')}. A rotation needs room for the new one.`,
    meaning: NOTHING_CHANGED,
    remedy:
      others.length === 0
        ? 'Keydesk cannot read your other key. If nothing uses it, delete it in the Console, then press Rotate again.'
        : `If nothing uses ${others.join(' or ')}, delete it in My profile. Then press Rotate again.`,
    calm: 'key',
  }),
  'rotation-busy': () => ({
    happened: 'Keydesk is still working on other rotations.',
    meaning: NOTHING_CHANGED,
    remedy: 'Wait until it has ended, or press Stop, then try again.',
    calm: 'info',
  }),
  'rotation-word-needed': () => ({
    happened: 'Keydesk cannot see whether the new key is in use.',
    meaning: 'The old key stays as it is.',
    remedy: 'When you know that the new key is in use, press It is in use.',
    calm: 'info',
  }),
  'rotation-test-not-passed': ({ how }) => ({
    happened: `The new key ${TEST_ENDS[how]}.`,
    meaning: 'It is saved on this computer beside the old one. The old key still works, and no file was changed.',
    remedy: 'Look at the key under On this computer, then press Next step to test it again',
  }),
  'rotation-file-not-written': ({ file, fault }) => ({
    happened: `${file} still has the old key${fault.kind === 'tool-file-changed' ? ': its profile is not as Keydesk wrote it' : ''}.`,
    meaning: 'The new key is in the keychain, and the old one still works. The rotation waits at this step.',
    remedy: 'Put the new key into that profile under On this computer, or make the file writable. Then press Next step',
  }),
} satisfies Partial<AllSentences>;

/** What a notification says: how many rotations wait for the person, and how many campaigns. */
export function waitingText({ waiting, held }: { readonly waiting: number; readonly held: number }): string {
  const rotations = `${waiting} ${waiting === 1 ? 'rotation' : 'rotations'}`;
  const campaigns = `${held} paused ${held === 1 ? 'campaign' : 'campaigns'}`;
  const what = [waiting > 0 && rotations, held > 0 && campaigns].filter(Boolean).join(' and ');
  return `${what} ${waiting + held === 1 ? 'waits' : 'wait'} for you`;
}
