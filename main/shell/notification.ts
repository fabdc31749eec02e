import { Notification } from 'electron';

/** Shows a notification of the system, where there is one. */
export function showNotification(title: string, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, silent: true });
  notification.on('click', onClick);
  notification.show();
}
