import type { Rectangle } from 'electron';

/** Size and place of the window when it was last closed, in device-independent pixels. */
export interface WindowPlace {
  /** Null: wherever the system puts it. */
  readonly position: { readonly x: number; readonly y: number } | null;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const defaultPlace: WindowPlace = { position: null, width: 1120, height: 720, maximized: false };
export const MIN_SIZE = { width: 760, height: 520 };

const within = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high));

/**
 * The place, moved and shrunk into one of the work areas: a display may have gone since. Without a position, or when
 * nothing of the window would show, the system chooses one.
 */
export function clampPlace(place: WindowPlace, workAreas: readonly Rectangle[]): WindowPlace {
  const { position, maximized } = place;
  const shows = (area: Rectangle) =>
    position !== null &&
    position.x < area.x + area.width &&
    position.x + place.width > area.x &&
    position.y < area.y + area.height &&
    position.y + place.height > area.y;
  const home = workAreas.find(shows);
  const area = home ?? workAreas[0];
  const width = within(place.width, MIN_SIZE.width, area?.width ?? place.width);
  const height = within(place.height, MIN_SIZE.height, area?.height ?? place.height);
  if (!home || !position) return { position: null, width, height, maximized };
  const x = within(position.x, home.x, home.x + home.width - width);
  const y = within(position.y, home.y, home.y + home.height - height);
  return { position: { x, y }, width, height, maximized };
}
