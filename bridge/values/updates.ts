import { z } from 'zod';
import { failureSchema } from './failure.ts';
import { updatesChoices } from './settings.ts';
import type { ValueOf } from './value-of.ts';

const version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/);
const instant = z.iso.datetime();
const bytes = z.number().int().nonnegative();

/** How this Keydesk was installed, which is how it is replaced. `tar.gz`: unpacked by hand. */
export const packageKindSchema = z.enum(['deb', 'rpm', 'tar.gz', 'exe', 'msi', 'dmg']);
export type PackageKind = ValueOf<typeof packageKindSchema>;

/** What is known of newer versions, from a list that both keys have signed. `none`: this build asks no server. */
export const updatesStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('active'),
    /** The host that is asked. */
    host: z.string().max(300),
    /** The mode in effect: `fetch` only if `canFetch` is true. */
    mode: z.enum(updatesChoices),
    canFetch: z.boolean(),
    package: packageKindSchema,
    ownVersion: version,
    checking: z.boolean(),
    /** When the last good list came. */
    checked: instant.nullable(),
    /** Why the last check gave no list, or why the package could not be fetched. */
    failure: failureSchema.nullable(),
    known: z
      .strictObject({
        version,
        isNewer: z.boolean(),
        /** The makers say that this computer's version must not be used any more. */
        isNeeded: z.boolean(),
        issued: instant,
        expires: instant,
        /** The package for this computer; null: the list has none. */
        download: z
          .strictObject({
            name: z.string().max(200),
            url: z.string().max(2000),
            size: bytes,
            sha256: z.string().regex(/^[0-9a-f]{64}$/),
          })
          .nullable(),
      })
      .nullable(),
    fetched: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('running'), bytes, size: bytes }),
      /** The package is on this computer, and is the one that the signed list names. */
      z.strictObject({ kind: z.literal('ready') }),
    ]),
  }),
]);
export type UpdatesState = ValueOf<typeof updatesStateSchema>;
export type ActiveUpdates = Extract<UpdatesState, { kind: 'active' }>;
