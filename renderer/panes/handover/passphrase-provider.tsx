import { type ReactNode, useMemo, useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { PassphraseOutcome } from '../../../bridge/values/handover.ts';
import type { SecretHandle } from '../../../bridge/values/secret.ts';
import { handover } from '../../app/bridge.ts';
import { requiredContext } from '../../app/required-context.ts';
import { useRequest } from '../../app/use-request.ts';

interface Passphrase {
  /** Null: none exists yet. */
  readonly words: readonly string[] | null;
  readonly pending: boolean;
  readonly failure: Failure | null;
  /** True if a file was encrypted with these words. Other words do not open that file. */
  readonly inUse: boolean;
  readonly markInUse: () => void;
  /** The recipient knows the words, or the user has copied them for the recipient. */
  readonly isTold: boolean;
  readonly tell: (isTold: boolean) => Promise<void>;
  readonly copy: () => Promise<void>;
  /** Fetches the words from main, as after a reload, or makes the first ones. True when they are there. */
  readonly show: () => Promise<boolean>;
  /** Makes other words. True when they are there. */
  readonly make: () => Promise<boolean>;
}

export const [PassphraseContext, usePassphrase] = requiredContext<Passphrase>('PassphraseProvider');

/** The passphrase of this dialog. All its files and drafts use the same one, until the user makes another. */
export const PassphraseProvider = ({
  handle,
  onForgotten,
  children,
}: {
  readonly handle: SecretHandle;
  /** Called when other words were made. A file that the old words open no longer counts as handed over. */
  readonly onForgotten: () => void;
  readonly children: ReactNode;
}) => {
  const [words, setWords] = useState<readonly string[] | null>(null);
  const [inUse, setInUse] = useState(false);
  const [isTold, setIsTold] = useState(false);
  const { pending, failure, send } = useRequest();
  const passphrase = useMemo(() => {
    const take = async (request: () => Promise<PassphraseOutcome>) => {
      const result = await send(request);
      if (!result?.ok) return false;
      setWords(result.value.words);
      setInUse(result.value.inUse);
      setIsTold(result.value.told);
      return true;
    };
    return {
      words,
      pending,
      failure,
      inUse,
      markInUse: () => setInUse(true),
      isTold,
      tell: async (told: boolean) => {
        const result = await send(() => handover.TellWords(handle, told));
        if (result?.ok) setIsTold(told);
      },
      copy: async () => {
        const result = await send(() => handover.CopyWords(handle));
        if (result?.ok) setIsTold(true);
      },
      show: () => take(() => handover.ShowPassphrase(handle)),
      make: async () => {
        const isMade = await take(() => handover.MakePassphrase(handle));
        if (isMade) onForgotten();
        return isMade;
      },
    };
  }, [words, pending, failure, inUse, isTold, send, handle, onForgotten]);
  return <PassphraseContext value={passphrase}>{children}</PassphraseContext>;
};
