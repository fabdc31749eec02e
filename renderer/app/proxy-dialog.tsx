import { useRef, useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/choices.tsx';
import { DialogActions, DialogWindow } from '../ui/dialog.tsx';
import { Form, fieldOf } from '../ui/form.tsx';
import { TextField } from '../ui/text-field.tsx';
import { accounts } from './bridge.ts';
import { FailureNotice } from './failure-notice.tsx';
import { useSession } from './session.tsx';
import { useRequest } from './use-request.ts';

interface ProxyDialogProps {
  /** Host and port. */
  readonly proxy: string;
  readonly onSignedIn: () => void;
  readonly onClose: () => void;
}

/** Removes the proxy from a failure, so that its notice has no button that opens this dialog again. */
const withoutProxy = ({ proxy: _, ...failure }: Failure): Failure => failure;

/** Signs in to the proxy. The password is only in its field, and a new, empty field replaces that field when the form is sent. */
export const ProxyDialog = ({ proxy, onSignedIn, onClose }: ProxyDialogProps) => {
  const { vault } = useSession();
  const { pending, failure, send } = useRequest();
  const [remember, setRemember] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const shownFailure = failure && withoutProxy(failure);
  const isSignedIn = failure?.kind === 'proxy-unsaved';
  const typedIn = (name: string) => fieldOf(form, name)?.value ?? '';

  const onSubmit = async () => {
    const [userName, password] = [typedIn('user-name'), typedIn('password')];
    if (userName === '') return;
    setAttempts((before) => before + 1);
    const result = await send(() => accounts.SignInToProxy({ proxy, userName, password, remember }));
    if (result?.ok || result?.failure.kind === 'proxy-unsaved') onSignedIn();
    if (result?.ok) onClose();
  };

  return (
    <DialogWindow title="Sign in to the proxy" onDismiss={onClose} held={pending}>
      <Form ref={form} onSubmit={() => void onSubmit()}>
        <p className="dialog-lead selectable">
          <strong>{proxy}</strong> lets nothing through without a user name and a password. They go to this proxy alone.
        </p>
        {!isSignedIn && (
          <>
            <TextField label="User name" name="user-name" maxLength={256} autoFocus />
            <TextField
              key={attempts}
              autoFocus={attempts > 0}
              label="Password"
              name="password"
              type="password"
              maxLength={1024}
              hint={
                vault.kind === 'keychain'
                  ? 'Forgotten when Keydesk is locked or quits, unless it is remembered.'
                  : 'Forgotten when Keydesk is locked or quits.'
              }
            />
            {vault.kind === 'keychain' && (
              <Checkbox selected={remember} onSelect={setRemember}>
                Remember on this computer, in {vault.name}
              </Checkbox>
            )}
          </>
        )}
        {shownFailure && <FailureNotice failure={shownFailure} />}
        <DialogActions>
          <Button onPress={onClose} isDisabled={pending}>
            {isSignedIn ? 'Close' : 'Cancel'}
          </Button>
          {!isSignedIn && (
            <Button look="primary" type="submit" isPending={pending}>
              Sign in
            </Button>
          )}
        </DialogActions>
      </Form>
    </DialogWindow>
  );
};
