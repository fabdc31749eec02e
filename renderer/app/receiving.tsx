import { type ReactNode, useMemo, useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { call, receiving } from './bridge.ts';
import { requiredContext } from './required-context.ts';

/** A dialog of receiving that the page opens. The dialogs for files that are being opened come from main. */
export type Receipt =
  | { readonly kind: 'type-in' }
  | { readonly kind: 'address' }
  /** A file that main could not start to open. */
  | { readonly kind: 'refused'; readonly file: string | null; readonly failure: Failure };

interface Receiving {
  readonly receipt: Receipt | null;
  readonly show: (receipt: Receipt | null) => void;
  /** Opens the system's file dialog. Main reports the chosen file through its store. */
  readonly chooseFile: () => void;
}

export const [ReceivingContext, useReceiving] = requiredContext<Receiving>('ReceivingProvider');

/**
 * The dialogs of receiving stand above all views, since a file may arrive before anybody has signed in. A view opens them
 * through this context.
 */
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
