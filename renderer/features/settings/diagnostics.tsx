import { preferences } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';

/** What to send along with a question to whoever supports Keydesk. Main writes it, without secrets. */
export const Diagnostics = () => {
  const { pending, failure, send } = useRequest();
  const copy = async () => {
    const answer = await send(() => preferences.CopyDiagnostics());
    if (answer?.ok) announce('Diagnostics copied.');
  };
  return (
    <>
      <Button icon="copy" isDisabled={pending} onPress={() => void copy()}>
        Copy diagnostics
      </Button>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};
