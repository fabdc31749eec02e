import type { ReactNode } from 'react';
import type { UnfinishedCreation } from '../../bridge/values/secret.ts';
import { shortenAccessKey } from '../ui/shorten.ts';
import { identityWords } from './person-words.ts';

/** What has happened to the key, and what that means. */
const wordsOf = ({ state, keyName, ownerName, accessKey }: UnfinishedCreation): readonly [string, ReactNode] => {
  if (state === 'unclear') {
    return [
      `It is not known yet whether the key ${keyName} for ${ownerName} was made.`,
      'Oracle’s answer did not arrive. Keydesk looks again when it can; no key is generated twice.',
    ];
  }
  if (state === 'unreadable') {
    return [
      `The secret key of ${keyName} for ${ownerName} is still open.`,
      'It rests in the keychain of this computer, which could not be read. Unlock it, or allow Keydesk to use it.',
    ];
  }
  return [
    `The key ${keyName} for ${ownerName} was made, but its secret key did not arrive.`,
    <>
      Nobody can show its secret key again. The key
      {accessKey && (
        <>
          {' '}
          (<code>{shortenAccessKey(accessKey)}</code>)
        </>
      )}{' '}
      still counts towards the limit. Keydesk can delete it and generate it again, in one step.
    </>,
  ];
};

/** What is known about an unfinished creation. Names the owner clearly: this may be shown days later, away from the page of that user. */
export const UnfinishedWords = ({ creation }: { readonly creation: UnfinishedCreation }) => {
  const [happened, meaning] = wordsOf(creation);
  return (
    <>
      <p>
        <strong>{happened}</strong>
      </p>
      {creation.ownerIdentity && <p>{identityWords(creation.ownerIdentity)}</p>}
      <p>{meaning}</p>
    </>
  );
};
