import { lazyView } from '../../app/lazy-view.tsx';
import type { PaneProps } from './pane-props.ts';

/** The panes that open from the front of the dialog, each with its title. Their code is fetched when it is idle. */
export const secretPanes = {
  file: {
    title: 'Encrypted file',
    ...lazyView<PaneProps>(async () => (await import('../handover/file-pane.tsx')).FilePane),
  },
  mail: {
    title: 'E-mail draft',
    ...lazyView<PaneProps>(async () => (await import('../handover/mail-pane.tsx')).MailPane),
  },
  print: {
    title: 'Print',
    ...lazyView<PaneProps>(async () => (await import('../handover/print-pane.tsx')).PrintPane),
  },
  spell: {
    title: 'Spell aloud',
    ...lazyView<PaneProps>(async () => (await import('../handover/spell-pane.tsx')).SpellPane),
  },
  test: {
    title: 'Test',
    ...lazyView<PaneProps>(async () => (await import('../usage/open-key-panes.tsx')).TestPane),
  },
  profiles: {
    title: 'Profiles for tools',
    ...lazyView<PaneProps>(async () => (await import('../usage/open-key-panes.tsx')).ProfilesPane),
  },
  keep: {
    title: 'Keep on this computer',
    ...lazyView<PaneProps>(async () => (await import('../usage/keep-pane.tsx')).KeepPane),
  },
} as const;

export type PaneName = keyof typeof secretPanes;

/** `byWords`: it opens with the ten words of the passphrase alone. */
export interface DoneLine {
  readonly text: string;
  readonly byWords: boolean;
}

/** What has been done in this dialog, by pane. */
export type DoneLines = Partial<Record<PaneName, DoneLine>>;

/** What is left when the words of the passphrase are forgotten. */
export const withoutWords = (done: DoneLines): DoneLines =>
  Object.fromEntries(Object.entries(done).filter(([, line]) => !line.byWords));
