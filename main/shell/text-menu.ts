import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * What a right click offers on text. By Electron's own roles alone: a role has the page copy, so that what guards secrets there
 * hears of it, as it does of the keyboard. No text of the page is handed to the menu.
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

/** The system's own menu where there is text to edit or to copy. Rows of tables have a menu of the page's. */
export function offerTextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, params) => {
    const items = textMenuItems(params);
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
  });
}
