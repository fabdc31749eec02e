import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * What a right click offers on text. With Electron's own roles the page itself copies, so the guards of secrets in the page notice a copy
 * from this menu as they notice one by keyboard. The menu gets no text of the page.
 */
function textMenuItems({ isEditable, selectionText, editFlags }: ContextMenuParams): MenuItemConstructorOptions[] {
  const { canCut, canCopy, canPaste, canSelectAll } = editFlags;
  if (!isEditable) return selectionText.trim() === '' ? [] : [{ role: 'copy', enabled: canCopy }];
  return [
    { role: 'cut', enabled: canCut },
    { role: 'copy', enabled: canCopy },
    { role: 'paste', enabled: canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: canSelectAll },
  ];
}

/** The system's own menu where there is text to edit or to copy. For rows of tables the page has its own menu. */
export function offerTextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, params) => {
    const items = textMenuItems(params);
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
  });
}
