import type { PaneProps } from '../pane-props.ts';
import { openKeyInUse } from './key-in-use.ts';
import { Profiles } from './profiles.tsx';
import { TestKey } from './test-key.tsx';
import { useKeptKeys } from './use-kept.ts';

/** The test of the open key, as a pane of its dialog. */
export const TestPane = ({ secret, onBack }: PaneProps) => (
  <TestKey keyInUse={openKeyInUse(secret, useKeptKeys())} onEnd={onBack} />
);

/** The profiles of the open key, as a pane of its dialog. */
export const ProfilesPane = ({ secret, onDone, onBack, onHeld }: PaneProps) => (
  <Profiles keyInUse={openKeyInUse(secret, useKeptKeys())} onDone={onDone} onEnd={onBack} onHeld={onHeld} />
);
