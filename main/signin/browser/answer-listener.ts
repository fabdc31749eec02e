import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { reasonOf } from '../../basics/reason-of.ts';
import { answerPage, answerPolicy, overPage } from './answer-page.ts';
import type { BrowserSignInProblem } from './browser-problem.ts';
import { portHolder } from './port-holder.ts';
import { ANSWER_PORT } from './sign-in-address.ts';

interface AnswerListenerOptions {
  /** Called with the one answer: the text of the fragment, or null if it is too large. True: it looks good. */
  readonly onAnswer: (answer: string | null) => boolean;
  /** Called with a phrase that names a caller which is not the page that the listener served. */
  readonly onStranger: (stranger: string) => void;
  readonly port?: number;
}

export interface AnswerListener {
  /** Resolves when nothing listens any more and every connection is closed. */
  close(): Promise<void>;
}

type ListenerProblem = Extract<BrowserSignInProblem, { kind: 'port-taken' | 'listener-failed' }>;

/** A token has some two thousand characters, and the answer holds two. */
const MOST_BYTES = 32 * 1024;
/** The most characters of a stranger's name that are shown: the stranger chooses it. */
const MOST_NAMED = 120;
/** Milliseconds in which a request must arrive whole. */
const PATIENCE = 10_000;
const CONNECTIONS = 32;
/** The addresses of this computer that `localhost` means. The listener needs both, since the browser chooses. */
const LOOPBACK = ['127.0.0.1', '::1'] as const;

/**
 * Listens for the browser that comes back from Oracle: on this computer's own addresses alone, for one answer. Security line 9: the page is
 * served to a browser that asks `localhost`, and the answer is taken from that page. Pages of others are refused by their `Origin`. A page
 * whose own name leads to this computer (DNS rebinding) is refused by its `Host`.
 */
export async function openAnswerListener({
  onAnswer,
  onStranger,
  port = ANSWER_PORT,
}: AnswerListenerOptions): Promise<Outcome<AnswerListener, ListenerProblem>> {
  const nonce = randomBytes(16).toString('base64url');
  const path = `/${randomBytes(16).toString('base64url')}`;
  const host = `localhost:${port}`;
  let isAnswered = false;

  function turnAway(response: ServerResponse, stranger: string, status = 403): void {
    onStranger(stranger.slice(0, MOST_NAMED));
    say(response, status, 'Keydesk does not talk to this page.');
  }

  function givePage({ headers }: IncomingMessage, response: ServerResponse) {
    const wantedAs = headers['sec-fetch-dest'] ?? 'document';
    if (wantedAs !== 'document') return turnAway(response, `a page that wanted it as ${wantedAs}`);
    const html = isAnswered ? overPage(nonce) : answerPage({ nonce, path });
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.writeHead(isAnswered ? 410 : 200).end(html);
  }

  async function takeAnswer(request: IncomingMessage, response: ServerResponse) {
    const { origin, 'sec-fetch-site': site = 'same-origin' } = request.headers;
    if (origin !== `http://${host}` || site !== 'same-origin') {
      return turnAway(response, origin === undefined ? 'a program without a page' : `a page of ${origin}`);
    }
    if (isAnswered) return say(response, 410, 'This sign-in is over.');
    const isTooLarge = Number(request.headers['content-length'] ?? 0) > MOST_BYTES;
    const answer = isTooLarge ? null : await readWhole(request);
    // Another answer may have come while this one was read.
    if (isAnswered) return say(response, 410, 'This sign-in is over.');
    isAnswered = true;
    if (onAnswer(answer)) response.writeHead(204).end();
    else say(response, answer === null ? 413 : 400, 'Keydesk cannot use this answer.');
  }

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    setHeaders(response, nonce);
    const { method, url = '', headers } = request;
    if (headers.host !== host) return turnAway(response, `a page of ${headers.host}`, 421);
    const [asked] = url.split('?');
    if (method === 'GET' && asked === '/') return givePage(request, response);
    if (method === 'POST' && asked === path) return takeAnswer(request, response);
    if (method === 'POST') return turnAway(response, `a page of ${headers.origin ?? 'another program'}`);
    say(response, method === 'GET' ? 404 : 405, 'There is nothing here.');
  };

  const servers: Server[] = [];
  const close = async () => {
    await Promise.all(servers.map((server) => closeServer(server)));
  };
  for (const address of LOOPBACK) {
    const server = createServer({ headersTimeout: PATIENCE, requestTimeout: PATIENCE }, (request, response) => {
      handle(request, response).catch(() => response.destroy());
    });
    server.maxConnections = CONNECTIONS;
    const code = await listen(server, address, port);
    if (code === null) servers.push(server);
    // A computer without IPv6.
    else if (address !== '::1' || !['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(code)) {
      await close();
      if (code === 'EADDRINUSE') return failed({ kind: 'port-taken', port, holder: await portHolder(port) });
      return failed({ kind: 'listener-failed', port, reason: code });
    }
  }
  return success({ close });
}

/** The headers of every answer: it is for this tab alone, is not stored, and cannot be framed. */
function setHeaders(response: ServerResponse, nonce: string): void {
  const headers = {
    connection: 'close',
    'cache-control': 'no-store',
    'content-security-policy': answerPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

function say(response: ServerResponse, status: number, text: string): void {
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.writeHead(status).end(`${text}\n`);
}

/** Null if the request is larger than any answer: then the rest is not read. */
async function readWhole(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.byteLength;
    if (length > MOST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Null when it listens; else the system's code. */
const listen = (server: Server, host: string, port: number) =>
  new Promise<string | null>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? reasonOf(error)));
    server.listen({ host, port, ipv6Only: host === '::1', exclusive: true }, () => resolve(null));
  });

/** The last answer may still be on its way: connections close by themselves after it, or soon in any case. */
const closeServer = (server: Server) =>
  new Promise<void>((resolve) => {
    const giveUp = setTimeout(() => server.closeAllConnections(), 500);
    server.close(() => {
      clearTimeout(giveUp);
      resolve();
    });
  });
