import { fileURLToPath } from 'node:url';

/** The folder of this checkout. In a staged tree (see `session/workplace.mjs`), the folder of the tree. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
