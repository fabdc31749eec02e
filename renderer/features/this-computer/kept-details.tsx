import type { KeptKey } from '../../../bridge/values/usage.ts';
import { CommandLine } from '../../panes/usage/command-line.tsx';
import { PlaceLines } from '../../panes/usage/place-lines.tsx';
import { useCredentialProcess, useExecCommand } from '../../panes/usage/use-kept.ts';

/**
 * How a kept key is used: where, and the lines with which tools ask for it. To show them asks no keychain and reads no file.
 * `credentials` stands in the line for AWS alone: in a terminal it would print the secret on the screen.
 */
export const KeptDetails = ({ kept }: { readonly kept: KeptKey }) => {
  const command = useExecCommand(kept.name);
  const line = useCredentialProcess(kept.name);
  return (
    <div className="kept-details">
      <PlaceLines source={{ kind: 'kept', id: kept.id }} />
      <div className="kept-commands">
        <div className="labelled-line">
          <span className="label">In a terminal</span>
          <CommandLine what="Command" text={command} />
        </div>
        <div className="labelled-line">
          <span className="label">
            In <code>~/.aws/config</code>
          </span>
          <CommandLine what="Line for AWS" text={line} />
        </div>
      </div>
    </div>
  );
};
