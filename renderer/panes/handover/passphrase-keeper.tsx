import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { PassphraseOutcome } from '../../../bridge/values/handover.ts';
import type { SecretHandle } from '../../../bridge/values/secret.ts';
import { handover } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';

interface Passphrase {
  /** Null: none has been made yet. */
  readonly words: readonly string[] | null;
  readonly pending: boolean;
  readonly failure: Failure | null;
  /** Something is locked with these words: they open it, and no others do. */
  readonly inUse: boolean;
  readonly markInUse: () => void;
  /** The recipient has been told the words, or they have been copied for that. */
  readonly told: boolean;
  readonly tell: (told: boolean) => Promise<void>;
  readonly copy: () => Promise<void>;
  /** The words as main has them, or the first ones: a page that was loaded anew has forgotten them. */
  readonly show: () => Promise<boolean>;
  /** Other words. True once they are there. */
  readonly make: () => Promise<boolean>;
}

const PassphraseContext = createContext<Passphrase | null>(null);

/** The passphrase of this dialog: a file and a draft are locked with the same one, until the person makes another. */
export const PassphraseKeeper = ({
  handle,
  onForgotten,
  children,
}: {
  readonly handle: SecretHandle;
  /** Other words have been made: what hung on those before is no longer handed over. */
  readonly onForgotten: () => void;
  readonly children: ReactNode;
}) => {
  const [words, setWords] = useState<readonly string[] | null>(null);
  const [inUse, setInUse] = useState(false);
  const [told, setTold] = useState(false);
  const { pending, failure, send } = useRequest();
  const passphrase = useMemo(() => {
    const take = async (ask: () => Promise<PassphraseOutcome>) => {
      const answer = await send(ask);
      if (!answer?.ok) return false;
      setWords(answer.value.words);
      setInUse(answer.value.inUse);
      setTold(answer.value.told);
      return true;
    };
    return {
      words,
      pending,
      failure,
      inUse,
      markInUse: () => setInUse(true),
      told,
      tell: async (wanted: boolean) => {
        const answer = await send(() => handover.TellWords(handle, wanted));
        if (answer?.ok) setTold(wanted);
      },
      copy: async () => {
        const answer = await send(() => handover.CopyWords(handle));
        if (answer?.ok) setTold(true);
      },
      show: () => take(() => handover.ShowPassphrase(handle)),
      make: async () => {
        const isMade = await take(() => handover.MakePassphrase(handle));
        if (isMade) onForgotten();
        return isMade;
      },
    };
  }, [words, pending, failure, inUse, told, send, handle, onForgotten]);
  return <PassphraseContext value={passphrase}>{children}</PassphraseContext>;
};

export const usePassphrase = (): Passphrase => {
  const passphrase = useContext(PassphraseContext);
  if (!passphrase) throw new Error('no PassphraseKeeper above');
  return passphrase;
};
