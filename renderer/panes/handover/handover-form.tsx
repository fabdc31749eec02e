import { useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { FileLock, HandedOver } from '../../../bridge/values/handover.ts';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import type { BridgeResult } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PaneProps } from '../pane-props.ts';
import { EncryptionChoice, useEncryption } from './encryption-choice.tsx';
import { outcomeWords, type ResultWords, tellWords } from './handover-words.ts';
import { usePassphrase } from './passphrase-provider.tsx';

const longestNote = 500;

interface HandoverResult {
  readonly what: string;
  /** What the recipient must be told. */
  readonly tell: string;
  /** Why this handover is not in the history of the key. Null: it is. */
  readonly unrecorded: Failure | null;
}

/**
 * Hands the key over by a file or a draft. While that runs, the dialog stays open and the passphrase fixed: a file that is encrypted with
 * other words than the visible ones would be lost.
 */
export const useHandingOver = ({ secret, onDone, onHeld }: Omit<PaneProps, 'onBack'>, way: 'file' | 'mail') => {
  const encryption = useEncryption(secret, way);
  const { lock } = encryption;
  const [note, setNote] = useState('');
  const { words, markInUse } = usePassphrase();
  const [last, setLast] = useState<(HandoverResult & { readonly words: readonly string[] | null }) | null>(null);
  // Null when other words are on the screen, because those words do not open what was handed over.
  const handedOver: HandoverResult | null = last?.words && last.words !== words ? null : last;
  const { pending, failure, send } = useRequest();

  /** `request` returns null when the user cancels the system's dialog. */
  const handOver = async <T extends HandedOver>(
    request: (given: { handle: OpenSecret['handle']; lock: FileLock; note: string }) => Promise<BridgeResult<T | null>>,
    inWords: (value: T) => ResultWords,
  ): Promise<void> => {
    if (lock === null) return;
    onHeld(true);
    const result = await send(() => request({ handle: secret.handle, lock, note: note.trim() }));
    // This was a second press. The call of the first press still holds the dialog open.
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

  return { secret, encryption, note, setNote, handedOver, pending, failure, handOver };
};

/** The form of a file or a draft: the choice of encryption, a note, and the result. */
export const HandoverFields = ({ form }: { readonly form: ReturnType<typeof useHandingOver> }) => {
  const { secret, encryption, note, setNote, handedOver, pending, failure } = form;
  return (
    <>
      <EncryptionChoice secret={secret} state={encryption} held={pending} />
      <TextField
        label="Note (optional)"
        value={note}
        onChange={setNote}
        isReadOnly={pending}
        maxLength={longestNote}
        rows={2}
        hint={
          note.length > longestNote - 100
            ? `${note.length} of ${longestNote} characters`
            : 'Encrypted together with the key.'
        }
      />
      {failure && <FailureNotice failure={failure} />}
      {handedOver && (
        <Notice tone="accent" icon="check" role="status">
          <p className="selectable">{handedOver.what}</p>
          <p className="notice-more">{handedOver.tell}</p>
        </Notice>
      )}
      {handedOver?.unrecorded && <FailureNotice failure={handedOver.unrecorded} />}
    </>
  );
};
