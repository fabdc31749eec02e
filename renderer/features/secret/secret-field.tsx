import { useCallback, useEffect, useRef, useState } from 'react';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { call, secrets } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { guardSecret } from '../../app/secret-guard.ts';
import { useMaskAgain } from '../../app/use-mask-again.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';

interface SecretFieldProps {
  readonly secret: OpenSecret;
  readonly onCopy: () => void;
  readonly copying: boolean;
}

/**
 * The secret key, masked until the user presses Reveal.
 * Security line 21. The revealed text goes straight into one text node and nowhere else: no state, no cache, no attribute. The node
 * is emptied when the user hides it, after a while, and when the dialog closes.
 */
export const SecretField = ({ secret, onCopy, copying }: SecretFieldProps) => {
  const [revealed, setRevealed] = useState(false);
  const { failure, pending, send } = useRequest();
  const fetched = useRef('');

  const copy = useRef(onCopy);
  useEffect(() => {
    copy.current = onCopy;
  }, [onCopy]);
  const showIn = useCallback((node: HTMLElement) => {
    node.textContent = fetched.current;
    fetched.current = '';
    const release = guardSecret(node, () => copy.current());
    return () => {
      node.textContent = '';
      release();
    };
  }, []);

  const reveal = async () => {
    const result = await send(() => secrets.RevealSecret(secret.handle), 'Revealed.');
    if (!result?.ok) return;
    fetched.current = result.value.secretKey;
    setRevealed(true);
  };

  const hide = () => {
    setRevealed(false);
    announce('Hidden.');
    void call(() => secrets.MaskSecret(secret.handle));
  };

  useEffect(
    () => () => {
      fetched.current = '';
    },
    [],
  );

  useMaskAgain(revealed, hide);

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: nothing here is a form control */}
      <div role="group" aria-labelledby="secret-label" className="bar secret-row">
        <span id="secret-label" className="label">
          Secret key
        </span>
        {revealed ? (
          <code key="shown" ref={showIn} className="well secret-box secret-shown" />
        ) : (
          <span key="masked" className="well secret-box">
            <span aria-hidden="true" className="secret-mask">
              {'•'.repeat(secret.secretLength)}
            </span>
            <span className="visually-hidden">
              hidden, {secret.secretLength} {secret.secretLength === 1 ? 'character' : 'characters'}
            </span>
          </span>
        )}
        <Button
          icon={revealed ? 'eye-off' : 'eye'}
          aria-label={revealed ? 'Hide secret key' : 'Reveal secret key'}
          // Pending, not disabled: a disabled button would lose the focus, and Escape would no longer close the dialog.
          isPending={pending}
          onPress={() => (revealed ? hide() : void reveal())}
        >
          {revealed ? 'Hide' : 'Reveal'}
        </Button>
        <Button look="primary" icon="copy" aria-label="Copy secret key" isPending={copying} onPress={onCopy} autoFocus>
          Copy
        </Button>
      </div>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};
