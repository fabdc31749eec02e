import { useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { FileLock, HandedOver } from '../../../bridge/values/handover.ts';
import type { Answer } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import type { PaneProps } from '../pane-props.ts';
import { doneWords, tellWords } from './handover-words.ts';
import { usePassphrase } from './passphrase-keeper.tsx';

/** What has been made in this pane, in words. */
export interface Made {
  readonly what: string;
  /** What the recipient has to be told besides. */
  readonly tell: string;
  /** Why the history of the key does not say so; null: it does. */
  readonly unrecorded: Failure | null;
}

/** In which words something is told once it is made: in the pane, and on the front of the dialog. */
export interface Told {
  readonly what: string;
  readonly done: string;
}

/**
 * Hands the key over by a file or a draft. While that runs the dialog is held, and the passphrase stays as it is: whatever is
 * locked with other words than those on the screen would be lost.
 */
export const useHandingOver = ({ secret, onDone, onHeld }: Omit<PaneProps, 'onBack'>) => {
  const { words, markInUse } = usePassphrase();
  const [last, setLast] = useState<(Made & { readonly words: readonly string[] | null }) | null>(null);
  // With other words on the screen it would be read as though those opened it.
  const made: Made | null = last?.words && last.words !== words ? null : last;
  const { pending, failure, send } = useRequest();

  /** `ask` answers null when the person has cancelled the system's dialog. */
  const handOver = async <T extends HandedOver>(
    lock: FileLock,
    ask: () => Promise<Answer<T | null>>,
    inWords: (value: T) => Told,
  ): Promise<void> => {
    onHeld(true);
    const answer = await send(ask);
    // A second press: the first one goes on holding the dialog.
    if (answer === null) return;
    onHeld(false);
    if (!answer.ok || answer.value === null) return;
    const { what, done } = inWords(answer.value);
    const byWords = lock.kind === 'passphrase';
    if (byWords) markInUse();
    const { unrecorded } = answer.value;
    setLast({ what, tell: tellWords(lock.kind, secret.ownerName), unrecorded, words: byWords ? words : null });
    onDone(doneWords(done, lock.kind), byWords);
  };

  return { made, pending, failure, handOver };
};
