import { z } from 'zod';
import type { ValueOf } from './value-of.ts';

/**
 * One line of printable text that is not secret: an access key, an OCID, a user name, the command that starts this program, or the
 * public key of a recipient, which has thousands of characters if it is a post-quantum key.
 */
export const textSchema = z
  .string()
  .min(1)
  .max(12_000)
  .regex(/^[^\p{Cc}]+$/u);
export type Text = ValueOf<typeof textSchema>;

/** Names one read, so that it can be cancelled. Made by the renderer with `crypto.randomUUID()`. */
export const callIdSchema = z.uuid();
export type CallId = ValueOf<typeof callIdSchema>;

/** A command of the native menu to the page, or a user whom a link from elsewhere names. */
export const commandSchema = z.union([
  z.strictObject({ user: z.string().regex(/^ocid1\.user\.[a-z0-9.-]{1,200}$/) }),
  z.enum([
    'my-profile',
    'users',
    'find',
    'settings',
    'refresh',
    'generate',
    'open-file',
    'type-in',
    'this-computer',
    'all-keys',
    'rotations',
  ]),
]);
export type PageCommand = ValueOf<typeof commandSchema>;
