import './endpoint-lines.css';
import type { EndpointSource } from '../../../bridge/values/usage.ts';
import { CopyButton } from '../../app/copy-button.tsx';
import { CopyableText } from '../../app/copyable-text.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CommandLine } from './command-line.tsx';
import { regionOptions, useEndpoint } from './use-endpoint.ts';

/** Endpoint, region and namespace of a key, each with a copy button. The user can choose the region. */
export const EndpointLines = ({ source }: { readonly source: EndpointSource }) => {
  const { data, error, choose, unchanged, refetch, isPlaceholderData } = useEndpoint(source);
  // The endpoint of the old region must not be copied under the name of the new one.
  const known = isPlaceholderData ? undefined : data;
  if (error) return <FailureNotice failure={error} onRetry={() => void refetch()} />;
  return (
    <div className="stack endpoint-lines" aria-busy={known === undefined}>
      <div className="stack">
        <span className="label">Endpoint</span>
        {known ? (
          <CommandLine what="Endpoint" text={known.endpoint} />
        ) : (
          <span className="well command-line">
            <Skeleton size="long" />
          </span>
        )}
      </div>
      {data ? (
        <div className="endpoint-facts">
          <span className="endpoint-fact">
            <Select
              look="inline"
              label="Region"
              options={regionOptions(data)}
              selected={data.region}
              onSelect={choose}
            />
            {known && <CopyButton text={known.region} what="region" />}
          </span>
          <span className="endpoint-fact">
            <span className="second">Namespace</span>
            <CopyableText text={data.namespace} shown={data.namespace} what="namespace" />
          </span>
        </div>
      ) : (
        <div className="endpoint-facts">
          <Skeleton size="middle" />
          <span className="visually-hidden">Finding the endpoint</span>
        </div>
      )}
      {unchanged && <FailureNotice failure={unchanged} />}
    </div>
  );
};
