/** Keydesk speaks English. */
const english = { locale: 'en-US', direction: 'ltr' } as const;

/**
 * Replaces React Aria's file `useDefaultLocale` in the bundle. That file asks for the locale of the system when a page starts, and
 * Chromium then looks through all its locales, which takes a tenth of the time to the first screen.
 */
export const getDefaultLocale = () => english;
export const useDefaultLocale = getDefaultLocale;
