import type { ElectronApplication } from '@playwright/test';

/** Chooses an item of the native menu by the beginning of its label. */
export async function chooseInMenu(app: ElectronApplication, label: string): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    const item = items.find((each) => each.label.startsWith(wanted));
    if (!item) throw new Error(`The menu has no ${wanted}.`);
    item.click();
  }, label);
}
