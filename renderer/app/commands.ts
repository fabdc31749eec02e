import { useEffect, useEffectEvent } from 'react';
import type { Command } from '../../bridge/values/plain.ts';
import { preferences } from './bridge.ts';

/** Something modal is open, which nothing may change behind. */
export const dialogIsOpen = (): boolean =>
  document.querySelector('[role="dialog"][aria-modal], [role="alertdialog"], .overlay') !== null;

/**
 * Hears what the native menu asks. While a dialog is open nothing is heard: a view must not change behind a secret.
 */
export const useCommands = (heard: (command: Command) => void): void => {
  const act = useEffectEvent(heard);
  useEffect(
    () =>
      preferences.onCommand((command) => {
        if (!dialogIsOpen()) act(command);
      }),
    [],
  );
};
