import { withX11, type X11Connection } from './x11-connection.ts';

interface Owned {
  /** Whether the program that put it there is the one with this window. */
  readonly isOfClientWith: (window: number) => boolean;
}

/** What a selection holds, as any other program sees it. */
export type Selected =
  | { readonly kind: 'nothing' }
  | ({ readonly kind: 'text'; readonly text: string } & Owned)
  /** No text; or the owner did not answer within the limit, since it may hang. */
  | ({ readonly kind: 'untold' } & Owned);

/** Milliseconds for the display to answer, and for the owner of a selection. Both take one or two. */
const PATIENCE = 1000;
const MOST_WORDS = 65_536;

const GET_PROPERTY = 20;
const GET_SELECTION_OWNER = 23;
const CONVERT_SELECTION = 24;
const SELECTION_NOTIFY = 31;

async function lookWith(connection: X11Connection, name: 'CLIPBOARD' | 'PRIMARY'): Promise<Selected> {
  const { window, clientMask, send, call, atom, event } = connection;
  const [selection, utf8, property] = await Promise.all([atom(name), atom('UTF8_STRING'), atom('KEYDESK')]);
  const owner = (await call(GET_SELECTION_OWNER, 0, selection)).readUInt32LE(8);
  if (owner === 0) return { kind: 'nothing' };
  const owned: Owned = { isOfClientWith: (other) => ((owner ^ other) & clientMask) === 0 };

  const told = event(SELECTION_NOTIFY);
  send(CONVERT_SELECTION, 0, window, selection, utf8, property, 0);
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, null);
  });
  const answer = await Promise.race([told, silence]).finally(() => clearTimeout(timer));
  if (!answer || answer.readUInt32LE(20) === 0) return { kind: 'untold', ...owned };
  const content = await call(GET_PROPERTY, 1, window, property, utf8, 0, MOST_WORDS);
  if (content.readUInt32LE(8) !== utf8) return { kind: 'untold', ...owned };
  return { kind: 'text', text: content.toString('utf8', 32, 32 + content.readUInt32LE(16)), ...owned };
}

/**
 * Looks at a selection of the X display as any other program does, without blocking main's thread. Electron's own reading blocks until the
 * owner answers, for more than a minute if the owner hangs (measured, Electron 42). Rejects if there is no display.
 */
export const lookAtSelection = (name: 'CLIPBOARD' | 'PRIMARY', env: NodeJS.ProcessEnv): Promise<Selected> =>
  withX11(env, 2 * PATIENCE, (connection) => lookWith(connection, name));
