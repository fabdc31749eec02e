import { useQuery } from '@tanstack/react-query';
import type { KeptKey } from '../../../bridge/values/usage.ts';
import { ask, usage } from '../../app/bridge.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CommandLine } from './command-line.tsx';
import { PlaceLines } from './place-lines.tsx';
import { credentialProcessLine } from './tool-words.ts';

/** The line as main writes it into AWS profiles: it knows where Keydesk lies on this computer. */
const useCredentialProcess = ({ id, name }: KeptKey) =>
  useQuery({
    queryKey: ['profile', 'credential-process', id],
    queryFn: async () => {
      const request = { source: { kind: 'kept', id }, tool: 'aws-on-demand', name, region: null } as const;
      const answer = await ask(() => usage.PreviewProfile(request));
      if (!answer.ok) return Promise.reject(answer.failure);
      return answer.value.blocks.map(({ text }) => credentialProcessLine(text)).find((line) => line !== null) ?? null;
    },
  });

/** How a kept key is used: where, and the lines with which tools ask for it. */
export const KeptDetails = ({ kept }: { readonly kept: KeptKey }) => {
  const line = useCredentialProcess(kept);
  return (
    <div className="kept-details">
      <PlaceLines source={{ kind: 'kept', id: kept.id }} />
      <div className="kept-commands">
        <div className="labelled-line">
          <span className="label">In a terminal</span>
          <CommandLine what="Command" text={`keydesk credentials ${kept.name}`} />
        </div>
        {!line.isError && line.data !== null && (
          <div className="labelled-line">
            <span className="label">
              In <code>~/.aws/config</code>
            </span>
            {line.data === undefined ? <Skeleton size="long" /> : <CommandLine what="Line for AWS" text={line.data} />}
          </div>
        )}
      </div>
    </div>
  );
};
