import './endpoint-lines.css';
import { type ReactNode, useEffect } from 'react';
import { Button } from 'react-aria-components/Button';
import { CopyableText } from '../../app/copyable-text.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { lazyView, whenIdle } from '../../app/lazy-view.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PopoverBox } from '../../ui/popover.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useEndpoint } from './use-endpoint.ts';

const account = { kind: 'account' } as const;

// The code for the choice of a region is loaded later, so that the first screen does not wait for it.
const endpointLines = lazyView(async () => (await import('./endpoint-lines.tsx')).EndpointLines);

/** A word that opens a popover with the other lines. */
const More = ({ word, children }: { readonly word: string; readonly children: ReactNode }) => (
  <PopoverBox
    label="Object Storage"
    placement="bottom end"
    trigger={
      <Button className="text-button object-storage-more">
        {word}
        <Icon name="chevron-down" size={14} />
      </Button>
    }
  >
    <div className="object-storage-whole">{children}</div>
  </PopoverBox>
);

/** The endpoint, below the keys. It is read after the keys. A failure is shown in few words. */
export const ObjectStorageLine = ({ enabled }: { readonly enabled: boolean }) => {
  const { data, error, refetch, isPlaceholderData } = useEndpoint(account, enabled);
  useEffect(() => (enabled ? whenIdle(endpointLines.preload) : undefined), [enabled]);
  if (!enabled) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing here is a form control
    <div role="group" aria-label="Object Storage" className="bar object-storage" aria-busy={!data && !error}>
      <span>Object Storage</span>
      {data && !isPlaceholderData && <CopyableText text={data.endpoint} shown={data.endpoint} what="endpoint" />}
      {(!data || isPlaceholderData) && !error && <Skeleton size="long" />}
      {data && (
        <More word="Region and namespace">
          <endpointLines.View source={account} />
        </More>
      )}
      {!data && error && (
        <More word="The endpoint was not found">
          <FailureNotice failure={error} onRetry={() => void refetch()} />
        </More>
      )}
    </div>
  );
};
