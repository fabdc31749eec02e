import { useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { FileLock, HandedOver } from '../../../bridge/values/handover.ts';
import type { BridgeResult } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import type { PaneProps } from '../pane-props.ts';
import { outcomeWords, tellWords } from './handover-words.ts';
import { usePassphrase } from './passphrase-provider.tsx';

/** What has been made in this pane, in words. */
export interface HandoverResult {
  readonly what: string;
  /** What the recipient has to be told besides. */
  readonly tell: string;
  /** Why the history of the key does not say so; null: it does. */
  readonly unrecorded: Failure | null;
}

/** In which words something is told once it is made: in the pane, and on the front of the dialog. */
export interface ResultWords {
  readonly what: string;
  readonly outcome: string;
}

/**
 * Hands the key over by a file or a draft. While that runs the dialog is held, and the passphrase stays as it is: whatever is
 * locked with other words than those on the screen would be lost.
 */
export const useHandingOver = ({ secret, onDone, onHeld }: Omit<PaneProps, 'onBack'>) => {
  const { words, markInUse } = usePassphrase();
  const [last, setLast] = useState<(HandoverResult & { readonly words: readonly string[] | null }) | null>(null);
  // With other words on the screen it would be read as though those opened it.
  const handedOver: HandoverResult | null = last?.words && last.words !== words ? null : last;
  const { pending, failure, send } = useRequest();

  /** `ask` answers null when the person has cancelled the system's dialog. */
  const handOver = async <T extends HandedOver>(
    lock: FileLock,
    request: () => Promise<BridgeResult<T | null>>,
    inWords: (value: T) => ResultWords,
  ): Promise<void> => {
    onHeld(true);
    const result = await send(request);
    // A second press: the first one goes on holding the dialog.
    if (result === null) return;
    onHeld(false);
    if (!result.ok || result.value === null) return;
    const { what, outcome } = inWords(result.value);
    const byWords = lock.kind === 'passphrase';
    if (byWords) markInUse();
    const { unrecorded } = result.value;
    setLast({ what, tell: tellWords(lock.kind, secret.ownerName), unrecorded, words: byWords ? words : null });
    onDone(outcomeWords(outcome, lock.kind), byWords);
  };

  return { handedOver, pending, failure, handOver };
};
