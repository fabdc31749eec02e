import { setUp } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { Prescribed, useAllowed } from '../../app/policy.tsx';
import { useSetUpStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { agoWords, instantOf } from '../../ui/dates.ts';
import { Notice } from '../../ui/notice.tsx';

interface FirstWaysProps {
  readonly onBrowser: () => void;
  readonly onSetUp: () => void;
}

/** A set-up that was begun and not finished. Its public key may be in the Console already. */
const UnfinishedSetUp = ({ onGoOn }: { readonly onGoOn: () => void }) => {
  const state = useSetUpStore().result;
  const { pending, failure, send } = useRequest();
  const canGoOn = useAllowed('signInMethods')('computer-key');
  if (state?.kind !== 'interrupted' && state?.kind !== 'waiting') return null;
  return (
    <Notice
      tone="neutral"
      icon="computer"
      actions={
        <>
          {canGoOn && (
            <Button isDisabled={pending} onPress={onGoOn}>
              Go on
            </Button>
          )}
          <Button look="quiet" isPending={pending} onPress={() => void send(() => setUp.Abandon())}>
            Remove it
          </Button>
        </>
      }
    >
      <p>
        <strong>Setting up this computer is not finished.</strong> Its key was made{' '}
        {agoWords(instantOf(state.begunAt) ?? Date.now(), Date.now())}.
      </p>
      {failure && <FailureNotice failure={failure} />}
    </Notice>
  );
};

/** The two ways that need no file, as far as the company allows them. */
export const FirstWays = ({ onBrowser, onSetUp }: FirstWaysProps) => {
  const allows = useAllowed('signInMethods');
  return (
    <section aria-label="Sign in" className="welcome-first">
      <UnfinishedSetUp onGoOn={onSetUp} />
      <div className="buttons">
        {allows('browser-session') && (
          <Button look="primary" onPress={onBrowser}>
            Sign in with your browser
          </Button>
        )}
        {allows('computer-key') && <Button onPress={onSetUp}>Set up this computer</Button>}
      </div>
      {allows('browser-session') && allows('computer-key') && (
        <p className="third">If no browser can be used, set up this computer.</p>
      )}
      <Prescribed name="signInMethods" />
    </section>
  );
};
