import type { SetUpState } from '../../../bridge/values/api-keys.ts';
import { setUp } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { instantOf, useNowUntil } from '../../ui/dates.ts';
import { shortenOcid } from '../../ui/shorten.ts';

export interface SetUpProvingProps {
  readonly state: Extract<SetUpState, { kind: 'proving' }>;
}

/** Oracle takes a while until it knows a new key. Keydesk asks again until then. */
export const SetUpProving = ({ state }: SetUpProvingProps) => {
  const { pending, send } = useRequest();
  const since = instantOf(state.since) ?? Date.now();
  const until = instantOf(state.until);
  const now = useNowUntil(until);
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  return (
    <>
      <div className="panel set-up-proving">
        <p role="status">
          {state.refusals === 0
            ? 'Asking Oracle with the new key…'
            : 'Oracle does not know the new key yet. Keydesk asks again.'}
        </p>
        <progress
          aria-label="Waiting for the new key"
          max={until === null ? 300 : (until - since) / 1000}
          value={seconds}
        />
        <p className="third selectable">
          {shortenOcid(state.userOcid)} · {state.region} · {seconds} s of at most five minutes
        </p>
      </div>
      <div className="buttons">
        <Button isPending={pending} onPress={() => void send(() => setUp.StopProving())}>
          Cancel
        </Button>
      </div>
    </>
  );
};
