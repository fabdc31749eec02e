import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { inSeconds } from '../terminal/step.mjs';

export interface Narrator {
  /** Does a step, tells it in one line, and leaves a picture of the window after it. Throws what the step throws. */
  step<T>(told: string, name: string, work: () => Promise<T>, detail?: (result: T) => string): Promise<T>;
}

/** `folder` gets `01-name.png`, `02-name.png` and so on. */
export function createNarrator(page: Page, folder: string, say: (line: string) => void): Narrator {
  let number = 0;
  mkdirSync(folder, { recursive: true });
  const picture = (name: string) => {
    const file = `${String(number).padStart(2, '0')}-${name}.png`;
    return page.screenshot({ path: join(folder, file), animations: 'disabled' });
  };
  return {
    async step(told, name, work, detail = () => '') {
      number += 1;
      const started = performance.now();
      try {
        const result = await work();
        await picture(name);
        say(`seen  ${told}${detail(result)} (${inSeconds(performance.now() - started)})`);
        return result;
      } catch (error) {
        await picture(`${name}-not-seen`).catch(() => undefined);
        say(`NOT SEEN  ${told}`);
        throw error;
      }
    },
  };
}
