import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { inSeconds } from '../terminal/step.mjs';

export type Narrator = ReturnType<typeof createNarrator>;

/** `folder` is for the pictures: `01-name.png`, `02-name.png` and so on. */
export function createNarrator(page: Page, folder: string, say: (line: string) => void) {
  let number = 0;
  mkdirSync(folder, { recursive: true });
  const picture = (name: string) => {
    const file = `${String(number).padStart(2, '0')}-${name}.png`;
    return page.screenshot({ path: join(folder, file), animations: 'disabled' });
  };
  return {
    /** Does a step, prints one line, and then takes a picture of the window. Throws what the step throws. */
    async step<T>(title: string, name: string, work: () => Promise<T>, detail: (result: T) => string = () => '') {
      number += 1;
      const started = performance.now();
      try {
        const result = await work();
        await picture(name);
        say(`seen  ${title}${detail(result)} (${inSeconds(performance.now() - started)})`);
        return result;
      } catch (error) {
        await picture(`${name}-not-seen`).catch(() => undefined);
        say(`NOT SEEN  ${title}`);
        throw error;
      }
    },
  };
}
