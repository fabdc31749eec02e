import type { OpenSecret } from '../../bridge/values/secret.ts';

/** The properties of a pane of the secret's dialog. A pane has no state after the user leaves it. */
export interface PaneProps {
  readonly secret: OpenSecret;
  /**
   * Reports in a few words what has been done with the secret key. The front of the dialog shows it. `byWords`: the
   * handed-over file opens only with the ten words of the passphrase.
   */
  readonly onDone: (line: string, byWords?: boolean) => void;
  readonly onBack: () => void;
  /** Called with true when something begins that must not be interrupted, and with false when it ends. */
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

/** `byWords`: the handed-over file opens only with the ten words of the passphrase. */
interface PaneOutcome {
  readonly text: string;
  readonly byWords: boolean;
}

/** What this dialog has done, by pane. */
export type PaneOutcomes = Partial<Record<PaneName, PaneOutcome>>;
