import type { ProfileBlock } from '../../../bridge/values/usage.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';
import { ProfileText } from './profile-block.tsx';
import { backupWords } from './tool-words.ts';

export interface ReplaceQuestionProps {
  readonly name: string;
  readonly replacing: readonly ProfileBlock[];
  readonly pending: boolean;
  readonly onBack: () => void;
  readonly onReplace: () => void;
}

/** Asked before a profile of the same name is replaced, with what would change in it. */
export const ReplaceQuestion = ({ name, replacing, pending, onBack, onReplace }: ReplaceQuestionProps) => (
  <DialogWindow role="alertdialog" title={`Replace the profile ${name}?`} size="wide" onDismiss={onBack} held={pending}>
    <p>There is one of this name already. Everything else in the file stays as it is.</p>
    {replacing.map((block) => (
      <div key={block.file} className="profile-block">
        <code className="profile-file selectable">{block.file}</code>
        <ProfileText label={`What changes in ${block.file}`} block={block} />
        <p className="third">{backupWords[block.backup]}</p>
      </div>
    ))}
    <DialogActions>
      <Button onPress={onBack} isDisabled={pending} autoFocus>
        Cancel
      </Button>
      <Button look="primary" onPress={onReplace} isPending={pending}>
        Replace
      </Button>
    </DialogActions>
  </DialogWindow>
);
