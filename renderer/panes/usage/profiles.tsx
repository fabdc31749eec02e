import './profiles.css';
import { useState } from 'react';
import type { KeySource, ProfilePreviewOutcome, Tool } from '../../../bridge/values/usage.ts';
import type { ValueIn } from '../../../bridge/values/value-of.ts';
import { FailureNotice, failureSentence } from '../../app/failure-notice.tsx';
import { useAllowed } from '../../app/policy.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ClipboardLine, useIsCopied } from '../clipboard-line.tsx';
import type { PaneProps } from '../pane-props.ts';
import { type KeyInUse, openKeyInUse, sourceId } from './key-in-use.ts';
import { ProfileActions, type WrittenFiles } from './profile-actions.tsx';
import { ProfileBlockView } from './profile-block.tsx';
import { useSavedKeys } from './saved-keys.ts';
import { nameHint, tools, wordsOf } from './tool-words.ts';
import { regionOptions, useEndpoint } from './use-endpoint.ts';
import { useProfile } from './use-profile.ts';

type Preview = ValueIn<ProfilePreviewOutcome>;

interface ProfilesProps {
  readonly keyInUse: KeyInUse;
  /** Called with a few words when the key has been written. */
  readonly onDone: (line: string) => void;
  readonly onEnd: () => void;
  readonly onHeld: (held: boolean) => void;
  /** True in a dialog of its own, which needs a Close button. */
  readonly closes?: boolean;
}

const isTool = (id: string): id is Tool => tools.some((tool) => tool.id === id);

const Blocks = ({ preview, source }: { readonly preview: Preview; readonly source: KeySource }) => (
  <div className="stack profile-blocks">
    {preview.blocks.map((block, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a tool's blocks keep their order
      <ProfileBlockView key={index} block={block} source={source} />
    ))}
  </div>
);

const WrittenNotice = ({ files }: { readonly files: WrittenFiles }) => (
  <Notice tone="accent" icon="check" role="status">
    {files.map(({ file, backup }) => (
      <div key={file} className="profile-written">
        <p>
          Written to <span className="selectable">{file}</span>
        </p>
        {backup && (
          <p className="third">
            What it was before is kept as <span className="selectable">{backup}</span>
          </p>
        )}
      </div>
    ))}
  </Notice>
);

/** The profile of one key for one tool: the user chooses it, sees it, and copies, writes or saves it. */
export const Profiles = ({ keyInUse, onDone, onEnd, onHeld, closes = false }: ProfilesProps) => {
  const profile = useProfile(keyInUse);
  const endpoint = useEndpoint(keyInUse.source);
  const [written, setWritten] = useState<WrittenFiles | null>(null);
  const handle = sourceId(keyInUse.source);
  const copied = useIsCopied(handle);
  const { tool, name, preview } = profile;
  const isSavedHere = keyInUse.source.kind === 'open' && keyInUse.savedName !== null;
  const badName = preview.error?.kind === 'tool-name-invalid' ? preview.error : null;
  const badBucket = preview.error?.kind === 'bucket-name-invalid' ? preview.error : null;
  const words = wordsOf(tool);
  const home = endpoint.data?.regions.find(({ isHome }) => isHome)?.id;
  const advice = endpoint.data ? (words?.advice?.(endpoint.data.region, endpoint.data.region === home) ?? null) : null;
  const shown = preview.isError ? null : preview.data;
  const maySave = useAllowed('saveOnThisComputer')();
  const withoutSecret = maySave && tool === 'aws' && shown !== null && written === null;

  // After another choice, the profile is not the one that was written.
  const change =
    <T,>(choose: (choice: T) => void) =>
    (choice: T) => {
      setWritten(null);
      choose(choice);
    };

  return (
    <>
      <p className="dialog-lead">
        <strong>{keyInUse.keyName}</strong>
      </p>
      <div className={`profile-choice ${words?.named && words.hasBucket ? 'profile-choice-of-four' : ''}`}>
        <Select
          look="field"
          label="Tool"
          options={maySave ? tools : tools.filter(({ id }) => id !== 'aws-on-demand')}
          selected={tool}
          onSelect={(id) => isTool(id) && change(profile.setTool)(id)}
        />
        {words?.named && (
          <TextField
            label="Name"
            value={name}
            onChange={change(profile.setName)}
            maxLength={255}
            error={badName && failureSentence(badName)}
            hint={nameHint(tool, name.trim())}
          />
        )}
        {words?.hasBucket && (
          <TextField
            label="Bucket"
            value={profile.bucket}
            onChange={change(profile.setBucket)}
            maxLength={256}
            error={badBucket && failureSentence(badBucket)}
            hint="If you know it already."
          />
        )}
        {endpoint.data && (
          <Select
            look="field"
            label="Region"
            options={regionOptions(endpoint.data)}
            selected={endpoint.data.region}
            onSelect={change(endpoint.choose)}
          />
        )}
      </div>
      {preview.error && !badName && !badBucket && (
        <FailureNotice failure={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {shown && !written && <Blocks preview={shown} source={profile.request.source} />}
      {preview.isPending && (
        <div className="stack" aria-busy="true">
          <span className="visually-hidden">Preparing the profile</span>
          <Skeleton size="long" />
        </div>
      )}
      {shown && (advice || withoutSecret) && (
        <p className="third">
          {withoutSecret && 'AWS tools can do without the secret key on disk: choose “AWS, on demand”. '}
          {advice}
        </p>
      )}
      {shown && shown.keepsAs !== null && !written && (
        <p className="third">
          The key is kept on this computer as <strong>{shown.keepsAs}</strong> first: the AWS tools ask Keydesk for it.
        </p>
      )}
      {tool === 'aws-on-demand' && isSavedHere && (
        <p className="third">
          Kept on this computer as <strong>{keyInUse.savedName}</strong>.
        </p>
      )}
      {written && <WrittenNotice files={written} />}
      {copied && <ClipboardLine handle={handle} />}
      <ProfileActions
        profile={profile}
        written={written !== null}
        onWritten={(files) => {
          setWritten(files);
          onDone(`Written to ${files.map(({ file }) => file).join(' and ')}`);
        }}
        onSaved={(file) => {
          setWritten([{ file, backup: null }]);
          onDone(`Written to ${file}`);
        }}
        onEnd={onEnd}
        onHeld={onHeld}
        closes={closes}
      />
    </>
  );
};

/** The profiles of the open key, as a pane of its dialog. */
export const ProfilesPane = ({ secret, onDone, onBack, onHeld }: PaneProps) => (
  <Profiles keyInUse={openKeyInUse(secret, useSavedKeys())} onDone={onDone} onEnd={onBack} onHeld={onHeld} />
);
