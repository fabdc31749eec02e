import { useEffect, useRef } from 'react';
import type { WrittenOutcome } from '../../../bridge/values/usage.ts';
import type { ValueIn } from '../../../bridge/values/value-of.ts';
import { usage } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { Prescribed, useAllowed } from '../../app/policy.tsx';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { isAboutFile, wordsOf, writeOffer } from './tool-words.ts';
import type { useProfile } from './use-profile.ts';

export type WrittenFiles = ValueIn<WrittenOutcome>['files'];

interface ProfileActionsProps {
  readonly profile: ReturnType<typeof useProfile>;
  /** The profile has just been written. */
  readonly written: boolean;
  readonly onWritten: (files: WrittenFiles) => void;
  readonly onSaved: (file: string) => void;
  readonly onEnd: () => void;
  readonly onHeld: (held: boolean) => void;
  readonly closes: boolean;
}

/** The actions for the visible profile. The system's dialog asks before another profile is replaced. */
export const ProfileActions = (props: ProfileActionsProps) => {
  const { profile, written, onWritten, onSaved, onEnd, onHeld, closes } = props;
  const { request, preview, settled, isSent } = profile;
  const { pending, failure, send, forget } = useRequest();
  const doneButton = useRef<HTMLButtonElement>(null);
  // The pressed button is gone, so another one takes the focus. Otherwise the focus would go to the top of the page.
  useEffect(() => {
    if (written) doneButton.current?.focus();
  }, [written]);
  const offer = preview.isError ? writeOffer([]) : writeOffer(preview.data?.blocks ?? [], preview.data?.keepsAs);

  // The company may forbid to write secrets into files. Then a profile with a secret can only be copied: a copy is cleared later.
  const mayWrite =
    useAllowed('writeSecretsToFiles')() || !(preview.data?.blocks.some((block) => block.holdsSecret) ?? false);
  const canCopy = settled || (isSent && preview.isError && isAboutFile(preview.error.kind));
  const finished = written || (preview.isSuccess && offer.written);
  // For a tool without its own file, the profile can only be copied or saved.
  const isText = !finished && preview.isSuccess && offer.button === null;
  const isForSaving = mayWrite && isText && wordsOf(request.tool)?.isFile === true;
  const isForCopying = isText && !isForSaving;

  const run = async <T,>(work: () => Promise<T>): Promise<T> => {
    onHeld(true);
    const result = await work();
    onHeld(false);
    return result;
  };

  const write = async () => {
    const digest = preview.data?.digest;
    if (digest === undefined) return;
    const result = await run(() => send(() => usage.WriteProfile(request, digest)));
    // The files are read again after a write or a refusal, since they may have changed.
    void preview.refetch();
    // No file: the user cancelled.
    if (!result?.ok || result.value.files.length === 0) return;
    announce('Profile written.');
    onWritten(result.value.files);
  };

  const save = async () => {
    const result = await run(() => send(() => usage.SaveProfile(request)));
    if (result?.ok && result.value.file !== null) onSaved(result.value.file);
  };

  const copyButton = (
    <Button
      icon="copy"
      look={isForCopying ? 'primary' : 'plain'}
      aria-label="Copy profile"
      isDisabled={!canCopy}
      onPress={() => void send(() => usage.CopyProfile(request), 'Profile copied.')}
    >
      Copy
    </Button>
  );

  return (
    <>
      {failure && <FailureNotice failure={failure} onDismiss={forget} />}
      {!mayWrite && <Prescribed name="writeSecretsToFiles" />}
      <DialogActions
        beside={
          offer.written && !written && <p className="second">The file says this already: there is nothing to write.</p>
        }
      >
        {closes && !finished && (
          <Button onPress={onEnd} isDisabled={pending}>
            Close
          </Button>
        )}
        {!isForCopying && copyButton}
        {mayWrite && (
          <Button
            look={isForSaving ? 'primary' : 'plain'}
            isDisabled={!canCopy}
            isPending={pending}
            onPress={() => void save()}
          >
            Save as…
          </Button>
        )}
        {isForCopying && copyButton}
        {finished && (
          <Button ref={doneButton} look="primary" onPress={onEnd} isDisabled={pending}>
            Done
          </Button>
        )}
        {!finished && offer.button !== null && mayWrite && (
          <Button look="primary" isDisabled={!settled} isPending={pending} onPress={() => void write()}>
            {offer.button}
          </Button>
        )}
      </DialogActions>
    </>
  );
};
