/** Its own file, without zod: main reads the appearance before the first window opens. */
export const appearanceChoices = ['system', 'light', 'dark'] as const;
