import { request } from 'node:http';
import { text } from 'node:stream/consumers';

const PORT = 8181;
const ORIGIN = `http://localhost:${PORT}`;

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly address?: string;
}

/** Sends a request to Keydesk's listener, with headers that a browser would not let a page set. A null value leaves a header out. */
export function callListener({
  method = 'GET',
  path = '/',
  body = '',
  headers = {},
  address = '127.0.0.1',
}: Call = {}) {
  const all = { host: `localhost:${PORT}`, ...headers };
  const given = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return new Promise<Told>((resolve, reject) => {
    const options = { host: address, port: PORT, method, path, agent: false, headers: Object.fromEntries(given) };
    const sent = request(options, async (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: await text(response) });
    });
    sent.on('error', reject).end(body);
  });
}

/** True: nothing accepts a connection at the sign-in port, on 127.0.0.1 or on ::1. */
export async function isPortFree(): Promise<boolean> {
  const answers = await Promise.allSettled(['127.0.0.1', '::1'].map((address) => callListener({ address })));
  return answers.every(({ status }) => status === 'rejected');
}

/** The path to which the listener's page posts the answer. */
export async function answerPath(): Promise<string> {
  const page = await callListener({ headers: { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' } });
  return /fetch\('([^']+)'/.exec(page.text)?.[1] ?? '';
}

/** Posts the answer as the script of the listener's page does. */
export const postAnswer = (path: string, answer: string, headers: Call['headers'] = {}) =>
  callListener({
    method: 'POST',
    path,
    body: answer,
    headers: { origin: ORIGIN, 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain', ...headers },
  });

/** Returns to Keydesk as a browser does that was redirected to this location. */
export async function comeBack(location: string | null): Promise<Told> {
  const url = new URL(location ?? '');
  return postAnswer(await answerPath(), url.hash.slice(1) || url.search.slice(1));
}
