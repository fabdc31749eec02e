import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react';
import { queryClient } from './query-client.ts';

interface Asked {
  readonly proxy: string;
  /** Tries again what the proxy held back, where that is no view. */
  readonly onDone: (() => void) | undefined;
}

const ProxyContext = createContext<((asked: Asked) => void) | null>(null);
const ProxyDialog = lazy(async () => ({ default: (await import('./proxy-dialog.tsx')).ProxyDialog }));

/** The dialog stands above all views: a view that is read again meanwhile takes its notice away, and must not take the dialog. */
export const ProxyProvider = ({ children }: { readonly children: ReactNode }) => {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <ProxyContext value={setAsked}>
      {children}
      <Suspense fallback={null}>
        {asked && (
          <ProxyDialog
            proxy={asked.proxy}
            onClose={() => setAsked(null)}
            onSignedIn={() => {
              void queryClient.refetchQueries({ type: 'active' });
              asked.onDone?.();
            }}
          />
        )}
      </Suspense>
    </ProxyContext>
  );
};

/** Opens the dialog. */
export const useProxySignIn = (): ((asked: Asked) => void) => {
  const ask = useContext(ProxyContext);
  if (!ask) throw new Error('no ProxyProvider above');
  return ask;
};
