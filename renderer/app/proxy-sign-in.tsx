import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react';
import { queryClient } from './query-client.ts';

interface ProxyRequest {
  readonly proxy: string;
  /** Repeats the call that the proxy stopped, for calls that are no view. */
  readonly onDone: (() => void) | undefined;
}

const ProxyContext = createContext<((request: ProxyRequest) => void) | null>(null);
const ProxyDialog = lazy(async () => ({ default: (await import('./proxy-dialog.tsx')).ProxyDialog }));

/** The dialog stands above all views. A view that is read again drops its notice, and the dialog must stay. */
export const ProxyProvider = ({ children }: { readonly children: ReactNode }) => {
  const [request, setRequest] = useState<ProxyRequest | null>(null);
  return (
    <ProxyContext value={setRequest}>
      {children}
      <Suspense fallback={null}>
        {request && (
          <ProxyDialog
            proxy={request.proxy}
            onClose={() => setRequest(null)}
            onSignedIn={() => {
              void queryClient.refetchQueries({ type: 'active' });
              request.onDone?.();
            }}
          />
        )}
      </Suspense>
    </ProxyContext>
  );
};

/** Opens the dialog. */
export const useProxySignIn = (): ((request: ProxyRequest) => void) => {
  const open = useContext(ProxyContext);
  if (!open) throw new Error('no ProxyProvider above');
  return open;
};
