import type { Page } from '@playwright/test';

type Step = 'dragEnter' | 'dragOver' | 'drop';

async function drag(page: Page, file: string, steps: readonly Step[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const type of steps) {
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
  await session.detach();
}

/** Drags a file of this computer over the middle of the window, and holds it there. */
export const dragFile = (page: Page, file: string): Promise<void> => drag(page, file, ['dragEnter', 'dragOver']);

/** Drags a file of this computer over the middle of the window, and drops it there. */
export const dropFile = (page: Page, file: string): Promise<void> =>
  drag(page, file, ['dragEnter', 'dragOver', 'drop']);
