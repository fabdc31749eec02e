import { useEffect, useEffectEvent } from 'react';
import type { PageCommand } from '../../bridge/values/plain.ts';
import { preferences } from './bridge.ts';

/** True while a modal dialog is open. Nothing behind it may change then. */
export const dialogIsOpen = (): boolean =>
  document.querySelector('[role="dialog"][aria-modal], [role="alertdialog"], .overlay') !== null;

/**
 * Runs for each command of the native menu. Commands are ignored while a dialog is open, so that no view changes behind a
 * secret.
 */
export const useCommands = (heard: (command: PageCommand) => void): void => {
  const act = useEffectEvent(heard);
  useEffect(
    () =>
      preferences.onCommand((command) => {
        if (!dialogIsOpen()) act(command);
      }),
    [],
  );
};
