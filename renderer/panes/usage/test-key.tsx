import './readiness.css';
import { usage } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useReadinessStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PaneProps } from '../pane-props.ts';
import { EndpointLines } from './endpoint-lines.tsx';
import { type KeyInUse, openKeyInUse, testOf } from './key-in-use.ts';
import { ReadinessPanel } from './readiness-panel.tsx';
import { useSavedKeys } from './saved-keys.ts';
import { useEndpoint } from './use-endpoint.ts';

interface TestKeyProps {
  readonly keyInUse: KeyInUse;
  readonly onEnd: () => void;
  /** True in a dialog of its own, which needs a Close button. */
  readonly closes?: boolean;
}

/** The endpoint of the key, and the test whether the key works there. The test continues when the user closes this. */
export const TestKey = ({ keyInUse, onEnd, closes = false }: TestKeyProps) => {
  const { source, keyName } = keyInUse;
  const endpoint = useEndpoint(source);
  const { pending, failure, send } = useRequest();
  const state = useReadinessStore().result ?? { kind: 'idle' as const };
  const test = testOf(state, source);
  const other = test === null && state.kind === 'testing' ? state : null;
  const running = test?.kind === 'testing';
  const elsewhere = test && endpoint.data && test.region !== endpoint.data.region ? test.region : null;
  const ready = test?.kind === 'ended' && test.how === 'ready';

  return (
    <>
      <p className="dialog-lead">
        <strong>{keyName}</strong>
      </p>
      <EndpointLines source={source} />
      {test ? (
        <ReadinessPanel state={test} />
      ) : (
        <p className="test-lead">
          Keydesk asks Object Storage every few seconds for the list of buckets with this key, until that has gone well
          for a minute, or 20 minutes have passed. It changes nothing there.
        </p>
      )}
      {other && (
        <Notice tone="neutral" icon="info">
          <p>
            <strong>{other.keyName}</strong> is being tested now, and one key is tested at a time.
          </p>
        </Notice>
      )}
      {failure && <FailureNotice failure={failure} />}
      <DialogActions beside={elsewhere && <p className="third cut">Tested in {elsewhere}</p>}>
        {closes && !ready && <Button onPress={onEnd}>Close</Button>}
        {running || other ? (
          <Button onPress={() => void send(() => usage.StopTest())} isPending={pending}>
            {running ? 'Stop' : 'Stop that test'}
          </Button>
        ) : (
          <Button
            look={ready ? 'plain' : 'primary'}
            icon="pulse"
            isPending={pending}
            onPress={() => void send(() => usage.TestKey(source, endpoint.region))}
          >
            {test ? 'Test again' : 'Test'}
          </Button>
        )}
        {ready && (
          <Button look="primary" onPress={onEnd}>
            Done
          </Button>
        )}
      </DialogActions>
    </>
  );
};

/** The test of the open key, as a pane of its dialog. */
export const TestPane = ({ secret, onBack }: PaneProps) => (
  <TestKey keyInUse={openKeyInUse(secret, useSavedKeys())} onEnd={onBack} />
);
