import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { defaultBounds, type WindowBounds } from './window-bounds.ts';

/** Beside `window-bounds.ts` and not in it: the window opens, and a command line ends, before the library of schemas is loaded. */
const windowBoundsSchema = z.object({
  position: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});

/** What was stored, or the default where it does not fit. */
export function readBounds(stored: unknown): WindowBounds {
  const bounds = judge(windowBoundsSchema, stored);
  return bounds.success ? bounds.data : defaultBounds;
}
