import { join } from 'node:path';
import { appearanceChoices } from '../../bridge/values/appearance.ts';
import { readStoredFile } from '../files/stored-file.ts';
import { readBounds, type WindowBounds } from './window-bounds.ts';

/** How the window looked last time. */
export interface Look {
  readonly appearance: (typeof appearanceChoices)[number];
  readonly bounds: WindowBounds;
}

/** Read before the window opens, without the library that writes the files. One that cannot be read is as good as none: the stores tell of it. */
export async function readLook(profileFolder: string): Promise<Look> {
  const read = async (name: string) => {
    const stored = await readStoredFile(join(profileFolder, `${name}.json`));
    return stored.ok ? stored.value : undefined;
  };
  const [settings, bounds] = await Promise.all([read('settings'), read('window')]);
  const { appearance } = { ...(settings as { readonly appearance?: unknown } | undefined) };
  return {
    appearance: appearanceChoices.find((choice) => choice === appearance) ?? 'system',
    bounds: readBounds(bounds),
  };
}
