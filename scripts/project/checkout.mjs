import { fileURLToPath } from 'node:url';

/** The folder of this checkout; in a staged tree (see `session/workplace.mjs`), that of the tree. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
