import './profiles.css';
import type { KeySource, ProfileBlock } from '../../../bridge/values/usage.ts';
import { secrets, usage } from '../../app/bridge.ts';
import { CopyButton } from '../../app/copy-button.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { IconButton } from '../../ui/button.tsx';

/** Copies the secret in main, where it stays: guarded, and cleared after a time. */
const CopySecretButton = ({ source }: { readonly source: KeySource }) => {
  const { pending, failure, send, forget } = useRequest();
  const copy = async () => {
    const answer = await send(() =>
      source.kind === 'open' ? secrets.CopySecret(source.handle) : usage.CopyKept(source.id),
    );
    if (answer?.ok) announce('Secret key copied.');
  };
  return (
    <>
      <IconButton icon="copy" name="Copy secret key" isPending={pending} onPress={() => void copy()} />
      {failure && <FailureNotice failure={failure} onDismiss={forget} />}
    </>
  );
};

/** "Access key" within "Copy access key". */
const inSentence = (label: string) => label.charAt(0).toLowerCase() + label.slice(1);

export interface ProfileValuesProps {
  readonly source: KeySource;
  readonly values: NonNullable<ProfileBlock['values']>;
}

/** The values of a form, each with its Copy: they go into one field after another. */
export const ProfileValues = ({ source, values }: ProfileValuesProps) => (
  <dl className="profile-values">
    {values.map(({ label, text, isSecret }) => (
      <div key={label} className="profile-value">
        <dt className="label">{label}</dt>
        <dd>
          <code className="selectable">{text}</code>
          {isSecret ? <CopySecretButton source={source} /> : <CopyButton text={text} what={inSentence(label)} />}
        </dd>
      </div>
    ))}
  </dl>
);
