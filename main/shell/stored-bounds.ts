import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { defaultBounds, type WindowBounds } from './window-bounds.ts';

/** Separate from `window-bounds.ts`, so that the window opens, and a command line ends, without loading the library of schemas. */
const windowBoundsSchema = z.object({
  position: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});

/** The stored bounds, or the default if they do not fit. */
export function readBounds(stored: unknown): WindowBounds {
  const bounds = judge(windowBoundsSchema, stored);
  return bounds.success ? bounds.data : defaultBounds;
}
