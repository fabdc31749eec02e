import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { call, receiving } from './bridge.ts';

/** What the desk of received keys shows of its own accord; files that are being opened come from main. */
export type Receipt =
  | { readonly kind: 'type-in' }
  | { readonly kind: 'address' }
  /** A file that could not even be begun with. */
  | { readonly kind: 'refused'; readonly file: string | null; readonly failure: Failure };

interface Receiving {
  readonly receipt: Receipt | null;
  readonly show: (receipt: Receipt | null) => void;
  /** Opens the system's file dialog; what is chosen there comes back from main. */
  readonly chooseFile: () => void;
}

const ReceivingContext = createContext<Receiving | null>(null);

/** The dialogs of receiving stand above all views: a file may come before anybody has signed in. The views ask here. */
export const ReceivingProvider = ({ children }: { readonly children: ReactNode }) => {
  const [receipt, show] = useState<Receipt | null>(null);
  const value = useMemo(() => {
    const chooseFile = async () => {
      const result = await call(() => receiving.ChooseFile());
      if (!result.ok) show({ kind: 'refused', file: null, failure: result.failure });
    };
    return { receipt, show, chooseFile: () => void chooseFile() };
  }, [receipt]);
  return <ReceivingContext value={value}>{children}</ReceivingContext>;
};

export const useReceiving = (): Receiving => {
  const receipt = useContext(ReceivingContext);
  if (!receipt) throw new Error('no ReceivingProvider above');
  return receipt;
};
