import { useState } from 'react';
import type { RotationId } from '../../../bridge/values/rotation.ts';
import { campaigns } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useHiddenFromCapture } from '../../app/use-hidden-from-capture.ts';
import { useRequest } from '../../app/use-request.ts';
import { WordList } from '../../panes/handover/word-list.tsx';
import { Button } from '../../ui/button.tsx';

export interface PacketWordsProps {
  readonly id: RotationId;
  readonly displayName: string;
}

/** The ten words that open a packet, once the person wants to read them to its recipient. They leave the page with the dialog. */
export const PacketWords = ({ id, displayName }: PacketWordsProps) => {
  const [words, setWords] = useState<readonly string[] | null>(null);
  const { pending, failure, send } = useRequest();
  useHiddenFromCapture(words !== null);
  const show = async () => {
    const result = await send(() => campaigns.ShowPacketWords(id));
    if (result?.ok) setWords(result.value.words);
  };
  if (words === null)
    return (
      <>
        <Button isPending={pending} onPress={() => void show()}>
          Show passphrase
        </Button>
        {failure && <FailureNotice failure={failure} />}
      </>
    );
  return (
    <div className="passphrase">
      <WordList words={words} />
      <p className="third">
        Tell {displayName} these ten words by another way than the packet: by telephone, say. The age program wants a
        hyphen between each two.
      </p>
    </div>
  );
};
