import type { Session } from 'electron';

/** Milliseconds: much longer than the first file takes, and still short if the page never asks for it. */
const PATIENCE = 2000;

/** Resolves when the page's process has been given its first file. It starts meanwhile, whatever main does: main may be busy then. */
export const firstFileServed = ({ webRequest }: Pick<Session, 'webRequest'>): Promise<void> =>
  new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(tooLate);
      webRequest.onCompleted(null);
      resolve();
    };
    const tooLate = setTimeout(goOn, PATIENCE);
    webRequest.onCompleted(goOn);
  });
