import { lazyView } from '../../app/lazy-view.tsx';
import type { PaneName, PaneOutcomes, PaneProps } from '../../panes/pane-props.ts';

type Pane = ReturnType<typeof lazyView<PaneProps>>;

/** The panes that open from the front of the dialog. Their code is loaded when the window is idle. */
export const secretPanes: Readonly<Record<PaneName, Pane>> = {
  file: lazyView(async () => (await import('../../panes/handover/file-pane.tsx')).FilePane),
  mail: lazyView(async () => (await import('../../panes/handover/mail-pane.tsx')).MailPane),
  print: lazyView(async () => (await import('../../panes/handover/print-pane.tsx')).PrintPane),
  spell: lazyView(async () => (await import('../../panes/handover/spell-pane.tsx')).SpellPane),
  test: lazyView(async () => (await import('../../panes/usage/test-key.tsx')).TestPane),
  profiles: lazyView(async () => (await import('../../panes/usage/profiles.tsx')).ProfilesPane),
  keep: lazyView(async () => (await import('../../panes/usage/save-key-pane.tsx')).SaveKeyPane),
};

/** The outcomes that remain when the words of the passphrase are forgotten. */
export const withoutWords = (outcomes: PaneOutcomes): PaneOutcomes =>
  Object.fromEntries(Object.entries(outcomes).filter(([, outcome]) => !outcome.byWords));
