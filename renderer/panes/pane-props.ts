import type { OpenSecret } from '../../bridge/values/secret.ts';

/** What a pane of the secret's dialog is given. It keeps nothing of its own once it is left. */
export interface PaneProps {
  readonly secret: OpenSecret;
  /**
   * Says in a few words what has been done with the secret key; the front of the dialog shows it. `byWords`: with the ten words
   * of the passphrase it is lost.
   */
  readonly onDone: (line: string, byWords?: boolean) => void;
  readonly onBack: () => void;
  /** While something runs that must be seen to its end. */
  readonly onHeld: (held: boolean) => void;
}

/** The panes of the secret's dialog, each with its title. */
export const paneTitles = {
  file: 'Encrypted file',
  mail: 'E-mail draft',
  print: 'Print',
  spell: 'Spell aloud',
  test: 'Test',
  profiles: 'Profiles for tools',
  keep: 'Keep on this computer',
} as const;

export type PaneName = keyof typeof paneTitles;

/** `byWords`: it opens with the ten words of the passphrase alone. */
export interface PaneOutcome {
  readonly text: string;
  readonly byWords: boolean;
}

/** What has been done in this dialog, by pane. */
export type PaneOutcomes = Partial<Record<PaneName, PaneOutcome>>;
