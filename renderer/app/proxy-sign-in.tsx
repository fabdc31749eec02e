import { type ReactNode, useState } from 'react';
import { lazyView } from './lazy-view.tsx';
import { queryClient } from './query-client.ts';
import { requiredContext } from './required-context.ts';

interface ProxyRequest {
  readonly proxy: string;
  /** Repeats the call that the proxy stopped. Undefined: only the visible views are read again, as they always are. */
  readonly onDone: (() => void) | undefined;
}

/** `useProxySignIn` returns the function that opens the dialog. */
export const [ProxyContext, useProxySignIn] = requiredContext<(request: ProxyRequest) => void>('ProxyProvider');
const proxyDialog = lazyView(async () => (await import('./proxy-dialog.tsx')).ProxyDialog);

/** The dialog is not part of a view: a view that is read again drops its notice, but the dialog must stay open. */
export const ProxyProvider = ({ children }: { readonly children: ReactNode }) => {
  const [request, setRequest] = useState<ProxyRequest | null>(null);
  return (
    <ProxyContext value={setRequest}>
      {children}
      {request && (
        <proxyDialog.View
          proxy={request.proxy}
          onClose={() => setRequest(null)}
          onSignedIn={() => {
            void queryClient.refetchQueries({ type: 'active' });
            request.onDone?.();
          }}
        />
      )}
    </ProxyContext>
  );
};
