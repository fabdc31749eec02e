import { useEffect, useRef, useState } from 'react';
import type { SecretHandle } from '../../../bridge/values/secret.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { LossQuestion } from '../../app/loss-question.tsx';
import { useHiddenFromCapture } from '../../app/use-hidden-from-capture.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { ClipboardLine } from '../clipboard-line.tsx';
import { usePassphrase } from './passphrase-provider.tsx';
import { WordList } from './word-list.tsx';

interface PassphraseWordsProps {
  readonly handle: SecretHandle;
  readonly name: string;
  /** True while a file is encrypted with these words. No other words are made then. */
  readonly held: boolean;
}

/**
 * The ten words that encrypt a file, numbered. The recipient hears them by another way than the file. They cannot be selected,
 * and are copied with the same guard as the secret key.
 */
export const PassphraseWords = ({ handle, name, held }: PassphraseWordsProps) => {
  const { words, pending, failure, inUse, isTold, tell, copy, show, make } = usePassphrase();
  const [isQuestionOpen, setIsQuestionOpen] = useState(false);
  useHiddenFromCapture(words !== null);
  const hasOpened = useRef(false);
  useEffect(() => {
    if (hasOpened.current || words !== null) return;
    hasOpened.current = true;
    void show();
  }, [words, show]);

  const makeOthers = async () => {
    if (await make()) setIsQuestionOpen(false);
  };

  return (
    <div className="passphrase">
      {words && <WordList words={words} />}
      {failure && !isQuestionOpen && (
        <FailureNotice failure={failure} onRetry={() => void (words === null ? show() : make())} />
      )}
      <div className="passphrase-foot">
        <p className="third">
          Tell {name} these ten words by another way than the file: by telephone, say. The age program wants a hyphen
          between each two. Keydesk writes them down nowhere, and forgets them when you close the key or lock Keydesk.
        </p>
        <div className="passphrase-buttons">
          <Button icon="copy" aria-label="Copy the ten words" isPending={pending} onPress={() => void copy()}>
            Copy
          </Button>
          <Button isPending={pending || held} onPress={() => (inUse ? setIsQuestionOpen(true) : void make())}>
            Make another
          </Button>
        </div>
      </div>
      <ClipboardLine handle={handle} what="passphrase" />
      <Checkbox selected={isTold} onSelect={(told) => void tell(told)}>
        I have told {name} the words
      </Checkbox>
      {isQuestionOpen && (
        <LossQuestion
          title="Make another passphrase?"
          action="Make another"
          pending={pending}
          failure={failure}
          onCancel={() => setIsQuestionOpen(false)}
          onAgree={() => void makeOthers()}
        >
          <p>
            What you have encrypted so far opens with these ten words alone, and Keydesk forgets them. Go on if {name}{' '}
            has them already, or if that file is not going to be used. It no longer counts as handed over, and Close
            asks again.
          </p>
        </LossQuestion>
      )}
    </div>
  );
};
