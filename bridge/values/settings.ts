import { z } from 'zod';
import { appearanceChoices } from './appearance.ts';
import type { ValueOf } from './value-of.ts';

export const clipboardSecondsChoices = [10, 30, 60, 120] as const;
export const lockMinutesChoices = [0, 5, 15, 60] as const;
export const updatesChoices = ['off', 'notify', 'fetch'] as const;

export const settingsSchema = z.strictObject({
  appearance: z.enum(appearanceChoices),
  /** Seconds until a copied secret leaves the clipboard. */
  clipboardSeconds: z.literal(clipboardSecondsChoices),
  /** Hide the window from screen capture while a secret is revealed (Windows, macOS). */
  contentProtection: z.boolean(),
  /** Minutes without input after which Keydesk locks itself; 0: never. */
  lockMinutes: z.literal(lockMinutesChoices),
  /** A key that is older than this many days is overdue: CIS Oracle Cloud benchmark 1.9 says 90. */
  overdueDays: z.number().int().min(1).max(3650),
  /** What Keydesk does about newer versions. A build without an address asks no server, whatever this setting is. */
  updates: z.enum(updatesChoices),
  /** Days between the deactivation of an old key and the first moment at which a rotation may delete it. */
  waitingDays: z.number().int().min(1).max(90),
  /** Whether a notification of the system says that rotations wait for the person. */
  rotationNotices: z.boolean(),
});
export type Settings = ValueOf<typeof settingsSchema>;

export const settingsChangeSchema = settingsSchema.partial();
export type SettingsChange = ValueOf<typeof settingsChangeSchema>;

export const defaultSettings: Settings = {
  appearance: 'system',
  clipboardSeconds: 30,
  contentProtection: true,
  lockMinutes: 15,
  overdueDays: 90,
  updates: 'notify',
  waitingDays: 7,
  rotationNotices: true,
};
