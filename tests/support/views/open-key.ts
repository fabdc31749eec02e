import type { RunningKeydesk } from '../app/keydesk-test.ts';
import { test } from '../app/keydesk-test.ts';
import { goBack } from './handover-dialog.ts';
import { generateDialog, generateKey, storeAndClose } from './secret-dialog.ts';
import { openUser } from './views.ts';

/** Generates `ci-deploy` for Grace Hopper: the dialog with its secret is open. */
export async function openKeyOfGrace({ page }: Pick<RunningKeydesk, 'page'>): Promise<void> {
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');
}

/** Grace Hopper's newest key, from the simulator that made it. */
export async function keyOfGrace({
  controls,
}: Pick<RunningKeydesk, 'controls'>): Promise<{ readonly accessKey: string; readonly secretKey: string }> {
  const { keys } = await controls.state('grace.hopper');
  return keys.at(-1) ?? { accessKey: '', secretKey: '' };
}

/** Opens a key for each test of the file, and closes a key that a test has left open. */
export function openKeyForEach(keydesk: () => RunningKeydesk): void {
  test.beforeEach(() => openKeyOfGrace(keydesk()));
  test.afterEach(async () => {
    const { page } = keydesk();
    if (await page.getByRole('button', { name: 'Back', exact: true }).isVisible()) await goBack(page);
    if (await generateDialog(page).isVisible()) await storeAndClose(page);
  });
}
