/**
 * Replaces in the bundle what the settings library would load and Keydesk does not use: schemas (`ajv` and `ajv-formats`, which make code
 * from text) and migrations (`semver`), nearly half of main's code. See `electron.vite.config.ts`; an option of `stores.ts` that needs one
 * of them fails at once, and so does the test of what the package holds.
 */
const leftOut = (): never => {
  throw new Error('This part of the settings library is left out of the bundle.');
};

// biome-ignore lint/style/noDefaultExport: the packages that this file replaces have one
export { leftOut as Ajv2020, leftOut as default };
