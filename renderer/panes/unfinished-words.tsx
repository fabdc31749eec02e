import type { UnfinishedCreation } from '../../bridge/values/secret.ts';
import { shortenAccessKey } from '../ui/shorten.ts';

const Lost = ({ creation }: { readonly creation: UnfinishedCreation }) => (
  <>
    <p>
      <strong>
        The key {creation.keyName} for {creation.ownerName} was made, but its secret key did not arrive.
      </strong>
    </p>
    <p>
      It cannot be had any more, and the key
      {creation.accessKey && (
        <>
          {' '}
          (<code>{shortenAccessKey(creation.accessKey)}</code>)
        </>
      )}{' '}
      takes one of two places. Keydesk can delete it and generate it again, in one step.
    </p>
  </>
);

const Unclear = ({ creation }: { readonly creation: UnfinishedCreation }) => (
  <>
    <p>
      <strong>
        Nobody knows yet whether the key {creation.keyName} for {creation.ownerName} was made.
      </strong>
    </p>
    <p>Oracle’s answer did not arrive. Keydesk looks again when it can; nothing is generated twice meanwhile.</p>
  </>
);

const Kept = ({ creation }: { readonly creation: UnfinishedCreation }) => (
  <>
    <p>
      <strong>
        The secret key of {creation.keyName} for {creation.ownerName} is still open.
      </strong>
    </p>
    <p>It rests in the keychain of this computer, which could not be read. Unlock it, or allow Keydesk to use it.</p>
  </>
);

const texts = { lost: Lost, unclear: Unclear, kept: Kept };

/** What is known of such a creation, in words. */
export const UnfinishedWords = ({ creation }: { readonly creation: UnfinishedCreation }) => {
  const Text = texts[creation.state];
  return <Text creation={creation} />;
};
