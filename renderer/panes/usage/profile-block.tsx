import './profiles.css';
import type { KeySource, ProfileBlock } from '../../../bridge/values/usage.ts';
import { secrets, usage } from '../../app/bridge.ts';
import { CopyButton } from '../../app/copy-button.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { differenceOf } from './difference.ts';
import { changeWords } from './tool-words.ts';

/** Copies the secret inside main. The guard clears it after a time. */
const CopySecretButton = ({ source }: { readonly source: KeySource }) => {
  const { pending, failure, send, forget } = useRequest();
  const copyNow = () => (source.kind === 'open' ? secrets.CopySecret(source.handle) : usage.CopySavedKey(source.id));
  const copy = () => void send(copyNow, 'Secret key copied.');
  return (
    <>
      <IconButton icon="copy" name="Copy secret key" isPending={pending} onPress={copy} />
      {failure && <FailureNotice failure={failure} onDismiss={forget} />}
    </>
  );
};

/** The label as a part of a sentence: "Access key" becomes "access key". */
const inSentence = (label: string) => label.charAt(0).toLowerCase() + label.slice(1);

interface ProfileValuesProps {
  readonly source: KeySource;
  readonly values: NonNullable<ProfileBlock['values']>;
}

/** The values of a form, each with a copy button, for one field after another. */
const ProfileValues = ({ source, values }: ProfileValuesProps) => (
  <dl className="well profile-values">
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

const signs = { same: ' ', gone: '−', new: '+' } as const;

/** The removed and the added lines. */
const Difference = ({ before, after }: { readonly before: string; readonly after: string }) => (
  <>
    {differenceOf(before, after).map(({ kind, text }, index) => {
      const line = (
        <>
          <span className="difference-sign" aria-hidden="true">
            {signs[kind]}
          </span>
          {text}
          {'\n'}
        </>
      );
      // A line may occur twice, so the index is a part of the key. The order never changes.
      const key = `${index} ${kind}`;
      if (kind === 'gone') return <del key={key}>{line}</del>;
      if (kind === 'new') return <ins key={key}>{line}</ins>;
      return <span key={key}>{line}</span>;
    })}
  </>
);

/** The text of a profile, in a box that scrolls and can be reached by keyboard. */
const ProfileText = ({ label, block }: { readonly label: string; readonly block: ProfileBlock }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section aria-label={label} tabIndex={0} className="well profile-code">
    <pre className="mono selectable">
      {block.replaces === null ? block.text : <Difference before={block.replaces} after={block.text} />}
    </pre>
  </section>
);

interface ProfileBlockProps {
  readonly block: ProfileBlock;
  readonly source: KeySource;
  /** What will happen to the file, if Keydesk will not simply write this text. */
  readonly change?: ReturnType<typeof changeWords>;
}

/** One piece of a profile: its file, what writing would do, and its text with the secret masked. */
export const ProfileBlockView = ({ block, source, change = changeWords(block.change) }: ProfileBlockProps) => {
  if (block.values !== null) return <ProfileValues source={source} values={block.values} />;
  const file = block.file ?? 'Text to copy';
  return (
    <div className="stack">
      <div className="profile-head">
        <code className="profile-file selectable">{file}</code>
        {change && <Badge tone={change.tone}>{change.text}</Badge>}
      </div>
      <ProfileText label={file} block={block} />
      {block.holdsSecret && (
        <p className="profile-clear">
          <Icon name="alert" size={14} />
          <span>
            Holds the secret key in clear: anybody who can read {block.file === null ? 'it' : 'the file'} can use the
            key.
          </span>
        </p>
      )}
    </div>
  );
};
