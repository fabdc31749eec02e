import type { simulatorControls } from './simulator-controls.ts';

/** The queries of all requests for users, in order. */
export async function askedForUsers(controls: ReturnType<typeof simulatorControls>): Promise<URLSearchParams[]> {
  const { latest } = await controls.asked();
  return latest
    .filter(({ target }) => target.includes('/admin/v1/Users?'))
    .map(({ target }) => new URLSearchParams(target.split('?', 2)[1]));
}
