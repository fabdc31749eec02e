import * as z from 'zod/mini';
import { judge } from '../basics/judge.ts';

// The values of the service's answers, as far as the rest of Keydesk takes them (`bridge/values`). Text for people is cut if it is too
// long. A name of something at the service is refused instead, since a part of a name is another name.

/** At most `most` UTF-16 units, the last of them an ellipsis where something was cut; no character is cut in two. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const textOf = (most: number) => z.string().check(z.overwrite((text) => shortened(text, most)));
/** A value that is left out, null, or of another type than documented says nothing. */
export const orNothing = <T extends z.ZodMiniType>(value: T) => z.catch(z.nullish(value), null);

/** Text for people: a name, a description. */
export const label = textOf(1024);
export const optionalLabel = orNothing(label);
export const optionalKeyName = orNothing(textOf(2000));
/** Oracle's limit is 4,000 characters, so the creation tag at the end is never cut off. */
export const optionalDescription = orNothing(textOf(4000));
/** Mail is sent to this address, so it is never cut: a text that is too long for an address counts as no address. */
export const optionalEmail = orNothing(z.string().check(z.maxLength(320)));
export const optionalInstant = orNothing(z.string().check(z.maxLength(40)));
export const optionalBoolean = orNothing(z.boolean());

/** Names a user, a compartment or a domain. */
export const identifier = z.string().check(z.regex(/^[\w.:~-]{1,255}$/));
export const optionalIdentifier = orNothing(identifier);
/** Names a key. */
export const keyIdentifier = z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/));
/** Access keys and secrets: their formats are not documented beyond this, so nothing stricter is asked. */
export const token = z.string().check(z.regex(/^[\x21-\x7e]{1,512}$/));

/** A row of a list, or null for one that cannot be read. */
export type Row<T> = T | null;

/** No call asks for more rows than this; a service that sends more is not read any further. */
const mostRows = 1000;

/** A list in which each row is read by itself: a row that cannot be read hides no other. */
export const rowsOf = <T>(row: z.ZodMiniType<T>) =>
  z.pipe(
    z.array(z.unknown()),
    z.transform((rows): Row<T>[] =>
      rows.map((each, index) => (index < mostRows ? (judge(row, each).data ?? null) : null)),
    ),
  );
