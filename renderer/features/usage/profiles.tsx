import './usage.css';
import './profiles.css';
import { useState } from 'react';
import type { ProfilePreviewOutcome, Tool } from '../../../bridge/values/usage.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ClipboardLine } from '../secret/clipboard-line.tsx';
import { type KeyInUse, sourceId } from './key-in-use.ts';
import { ProfileActions, type ProfileDone } from './profile-actions.tsx';
import { ProfileBlockView } from './profile-block.tsx';
import { nameHint, tools } from './tool-words.ts';
import { useIsCopied } from './use-is-copied.ts';
import { regionOptions, usePlace } from './use-place.ts';
import { useProfile } from './use-profile.ts';

type Preview = Extract<ProfilePreviewOutcome, { ok: true }>['value'];

export interface ProfilesProps {
  readonly keyInUse: KeyInUse;
  /** Told when the key has been written somewhere, with a few words on where. */
  readonly onDone: (line: string) => void;
  readonly onEnd: () => void;
  readonly onHeld: (held: boolean) => void;
  /** It stands in a dialog of its own, which needs a way to close. */
  readonly closes?: boolean;
}

const isTool = (id: string): id is Tool => tools.some((tool) => tool.id === id);

const Blocks = ({ preview }: { readonly preview: Preview }) => (
  <div className="profile-blocks">
    {preview.blocks.map((block, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a tool's blocks keep their order
      <ProfileBlockView key={place} block={block} />
    ))}
  </div>
);

const Done = ({ done }: { readonly done: ProfileDone }) => (
  <Notice tone="accent" icon="check" role="status">
    {done.files.map(({ file, backup }) => (
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

/** The profile of one key for one tool: chosen, looked at, then copied, written or saved. */
export const Profiles = ({ keyInUse, onDone, onEnd, onHeld, closes = false }: ProfilesProps) => {
  const profile = useProfile(keyInUse);
  const place = usePlace(keyInUse.source);
  const [done, setDone] = useState<ProfileDone | null>(null);
  const handle = sourceId(keyInUse.source);
  const copied = useIsCopied(handle);
  const { tool, name, preview } = profile;
  const badName = preview.error?.kind === 'tool-name-invalid' ? preview.error : null;
  const shown = preview.isError ? null : preview.data;
  const inClear = shown?.blocks.some(({ holdsSecret }) => holdsSecret) ?? false;

  return (
    <>
      <p className="dialog-lead">
        <strong>{keyInUse.keyName}</strong>
      </p>
      <div className="profile-choice">
        <Select
          look="field"
          label="Tool"
          options={tools}
          selected={tool}
          onSelect={(id) => {
            if (!isTool(id)) return;
            setDone(null);
            profile.setTool(id);
          }}
        />
        <TextField
          label="Name"
          value={name}
          onChange={(text) => {
            setDone(null);
            profile.setName(text);
          }}
          spellCheck="false"
          autoComplete="off"
          maxLength={255}
          error={badName ? [badName.happened, badName.remedy].filter(Boolean).join(' ') : null}
          hint={nameHint(tool, name.trim())}
        />
        {place.data && (
          <Select
            look="field"
            label="Region"
            options={regionOptions(place.data)}
            selected={place.data.region}
            onSelect={(id) => {
              setDone(null);
              place.choose(id);
            }}
          />
        )}
      </div>
      {preview.error && !badName && (
        <FailureNotice
          failure={preview.error}
          {...(preview.error.kind === 'on-demand-needs-kept' ? {} : { onRetry: () => void preview.refetch() })}
        />
      )}
      {shown && !done && <Blocks preview={shown} />}
      {preview.isPending && (
        <div className="profile-block" aria-busy="true">
          <span className="visually-hidden">Preparing the profile</span>
          <Skeleton size="long" />
        </div>
      )}
      {inClear && tool === 'aws' && !done && (
        <p className="third">
          AWS tools can do without the secret key on disk: choose “AWS, on demand”, and they ask Keydesk each time.
        </p>
      )}
      {done && <Done done={done} />}
      {copied && <ClipboardLine handle={handle} />}
      <ProfileActions
        profile={profile}
        done={done !== null}
        onWritten={(files) => {
          setDone({ files });
          onDone(`Written to ${files.map(({ file }) => file).join(' and ')}`);
        }}
        onSaved={(file) => {
          setDone({ files: [{ file, backup: null }] });
          onDone(`Written to ${file}`);
        }}
        onEnd={onEnd}
        onHeld={onHeld}
        closes={closes}
      />
    </>
  );
};
