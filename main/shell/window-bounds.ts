import type { Rectangle } from 'electron';

/** Size and position of the window when it was last closed, in device-independent pixels. */
export interface WindowBounds {
  /** Null: the system chooses. */
  readonly position: { readonly x: number; readonly y: number } | null;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const defaultBounds: WindowBounds = { position: null, width: 1120, height: 720, maximized: false };
export const MIN_SIZE = { width: 760, height: 520 };

const isWhole = (value: unknown): value is number => Number.isInteger(value);
const isLength = (value: unknown): value is number => isWhole(value) && value > 0;
const membersOf = (value: unknown): Readonly<Record<string, unknown>> => ({ ...(value as object | null | undefined) });

/** What was stored, or the default where it does not fit. Checked by hand: the window opens before the library of schemas is loaded. */
export function readBounds(stored: unknown): WindowBounds {
  const { position, width, height, maximized } = membersOf(stored);
  const { x, y } = membersOf(position);
  if (!isLength(width) || !isLength(height) || typeof maximized !== 'boolean') return defaultBounds;
  if (position === null) return { position, width, height, maximized };
  return isWhole(x) && isWhole(y) ? { position: { x, y }, width, height, maximized } : defaultBounds;
}

const within = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high));

/**
 * The bounds, moved and shrunk into one of the work areas: a display may have been removed since. Without a position, or when
 * nothing of the window would show, the system chooses one.
 */
export function clampBounds(bounds: WindowBounds, workAreas: readonly Rectangle[]): WindowBounds {
  const { position, maximized } = bounds;
  const shows = (area: Rectangle) =>
    position !== null &&
    position.x < area.x + area.width &&
    position.x + bounds.width > area.x &&
    position.y < area.y + area.height &&
    position.y + bounds.height > area.y;
  const home = workAreas.find(shows);
  const area = home ?? workAreas[0];
  const width = within(bounds.width, MIN_SIZE.width, area?.width ?? bounds.width);
  const height = within(bounds.height, MIN_SIZE.height, area?.height ?? bounds.height);
  if (!home || !position) return { position: null, width, height, maximized };
  const x = within(position.x, home.x, home.x + home.width - width);
  const y = within(position.y, home.y, home.y + home.height - height);
  return { position: { x, y }, width, height, maximized };
}
