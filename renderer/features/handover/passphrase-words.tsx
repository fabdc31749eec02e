import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { usePassphrase } from './passphrase-keeper.tsx';

/** The ten words that lock a file, numbered, to be told by another way than the file. They cannot be selected or copied. */
export const PassphraseWords = ({ name }: { readonly name: string }) => {
  const { words, pending, failure, make } = usePassphrase();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || words !== null) return;
    asked.current = true;
    make();
  }, [words, make]);

  return (
    <div className="passphrase">
      {words && (
        <ol className="passphrase-words" aria-label="Passphrase">
          {words.map((word, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice, and its place is what it is known by
            <li key={place}>{word}</li>
          ))}
        </ol>
      )}
      {failure && <FailureNotice failure={failure} onRetry={make} />}
      <div className="passphrase-foot">
        <p className="third">
          Tell {name} these ten words by another way than the file: by telephone, say. The age program wants a hyphen
          between each two. Keydesk keeps them nowhere.
        </p>
        <Button isPending={pending} onPress={make}>
          Make another
        </Button>
      </div>
    </div>
  );
};
