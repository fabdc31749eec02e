import type { ReactNode } from 'react';
import type { UnfinishedCreation } from '../../bridge/values/secret.ts';
import { shortenAccessKey } from '../ui/shorten.ts';
import { identityWords } from './person-words.ts';

interface UnfinishedProps {
  readonly creation: UnfinishedCreation;
}

/** The outcome and the owner of the key, beyond doubt: this may be shown days later, without that user's page. */
const Head = ({ creation, children }: UnfinishedProps & { readonly children: ReactNode }) => (
  <>
    <p>
      <strong>{children}</strong>
    </p>
    {creation.ownerIdentity && <p>{identityWords(creation.ownerIdentity)}</p>}
  </>
);

const Lost = ({ creation }: UnfinishedProps) => (
  <>
    <Head creation={creation}>
      The key {creation.keyName} for {creation.ownerName} was made, but its secret key did not arrive.
    </Head>
    <p>
      Nobody can show its secret key again. The key
      {creation.accessKey && (
        <>
          {' '}
          (<code>{shortenAccessKey(creation.accessKey)}</code>)
        </>
      )}{' '}
      still counts towards the limit. Keydesk can delete it and generate it again, in one step.
    </p>
  </>
);

const Unclear = ({ creation }: UnfinishedProps) => (
  <>
    <Head creation={creation}>
      It is not known yet whether the key {creation.keyName} for {creation.ownerName} was made.
    </Head>
    <p>Oracle’s answer did not arrive. Keydesk looks again when it can; no key is generated twice.</p>
  </>
);

const Unreadable = ({ creation }: UnfinishedProps) => (
  <>
    <Head creation={creation}>
      The secret key of {creation.keyName} for {creation.ownerName} is still open.
    </Head>
    <p>It rests in the keychain of this computer, which could not be read. Unlock it, or allow Keydesk to use it.</p>
  </>
);

const texts = { lost: Lost, unclear: Unclear, unreadable: Unreadable };

/** What is known about such a creation. */
export const UnfinishedWords = ({ creation }: UnfinishedProps) => {
  const Text = texts[creation.state];
  return <Text creation={creation} />;
};
