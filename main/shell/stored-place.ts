import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { defaultPlace, type WindowPlace } from './window-place.ts';

/** Beside `window-place.ts` and not in it: the window opens, and a command line ends, before the library of schemas is loaded. */
const windowPlaceSchema = z.object({
  position: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});

/** What was stored, or the first place where that is no place. */
export function readPlace(stored: unknown): WindowPlace {
  const place = judge(windowPlaceSchema, stored);
  return place.success ? place.data : defaultPlace;
}
