import { z } from 'zod';
import type { ValueOf } from './value-of.ts';

export const clipboardSecondsChoices = [10, 30, 60, 120] as const;
export const lockMinutesChoices = [0, 5, 15, 60] as const;
export const appearanceChoices = ['system', 'light', 'dark'] as const;

export const settingsSchema = z.strictObject({
  appearance: z.enum(appearanceChoices),
  /** Seconds until a copied secret leaves the clipboard. */
  clipboardSeconds: z.literal(clipboardSecondsChoices),
  /** Hide the window from screen capture while a secret is revealed (Windows, macOS). */
  contentProtection: z.boolean(),
  /** Minutes without input after which Keydesk locks itself; 0: never. */
  lockMinutes: z.literal(lockMinutesChoices),
});
export type Settings = ValueOf<typeof settingsSchema>;

export const settingsChangeSchema = settingsSchema.partial();
export type SettingsChange = ValueOf<typeof settingsChangeSchema>;

export const defaultSettings: Settings = {
  appearance: 'system',
  clipboardSeconds: 30,
  contentProtection: true,
  lockMinutes: 15,
};
