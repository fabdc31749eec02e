import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';

/** An attacker's site, which answers everything with an empty page. No policy restricts its pages. */
export async function startAttackerSite() {
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>Free prizes</title><button>Win</button>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Prey {
  /** The addresses at which Keydesk listens: by its own name, by its IP address, and by a name of the attacker's. */
  readonly listeners: readonly string[];
  /** A token that Oracle issued to the attacker. */
  readonly token: string;
  readonly milliseconds: number;
}

/** Repeats everything that a page can do to a listener on this computer. Gives what the page could read. */
export function attackListener(page: Page, prey: Prey): Promise<readonly string[]> {
  return page.evaluate(async ({ listeners, token, milliseconds }) => {
    const read: string[] = [];
    const note = (what: string, text: string | null | undefined) => {
      if (text) read.push(`${what}: ${text.slice(0, 200)}`);
    };
    const put = (name: string, attributes: Record<string, string>) => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      document.body.append(element);
      return element;
    };
    const quietly = async (what: string, work: () => unknown) => {
      try {
        const result = await work();
        if (result instanceof Response) note(what, await result.text());
      } catch {
        // Refused.
      }
    };
    const answer = `security_token=${token}`;
    const round = async (base: string) => {
      const url = `${base}/#${answer}`;
      await Promise.all([
        quietly('fetch', () => fetch(base)),
        quietly('fetch blind', () => fetch(url, { mode: 'no-cors' })),
        quietly('post', () => fetch(`${base}/`, { method: 'POST', body: answer })),
        quietly('post blind', () => fetch(`${base}/`, { method: 'POST', body: answer, mode: 'no-cors' })),
        quietly('post with headers', () =>
          fetch(`${base}/answer`, { method: 'POST', body: answer, headers: { 'x-origin': 'http://localhost:8181' } }),
        ),
        quietly('redirect', () => fetch(`${base}/?${answer}`, { redirect: 'manual', mode: 'no-cors' })),
        quietly('beacon', () => navigator.sendBeacon(`${base}/answer`, answer)),
        quietly('socket', () => {
          const socket = new WebSocket(base.replace('http', 'ws'));
          socket.onmessage = ({ data }) => note('socket', String(data));
        }),
        quietly('events', () => {
          const events = new EventSource(base);
          events.onmessage = ({ data }) => note('events', String(data));
          setTimeout(() => events.close(), 200);
        }),
      ]);
      for (const [name, attributes] of [
        ['img', { src: url }],
        ['script', { src: url }],
        ['link', { rel: 'stylesheet', href: url }],
        ['link', { rel: 'prefetch', href: url }],
        ['link', { rel: 'preload', as: 'fetch', href: url }],
        ['link', { rel: 'prerender', href: url }],
        ['link', { rel: 'preconnect', href: base }],
        ['video', { src: url }],
        ['object', { data: url }],
        ['embed', { src: url }],
      ] as const) {
        put(name, attributes);
      }
      const rules = { prefetch: [{ urls: [url] }], prerender: [{ urls: [url] }] };
      put('script', { type: 'speculationrules' }).textContent = JSON.stringify(rules);
      const frame = put('iframe', { name: 'prey', src: url }) as HTMLIFrameElement;
      const form = put('form', {
        method: 'post',
        enctype: 'text/plain',
        target: 'prey',
        action: `${base}/`,
      }) as HTMLFormElement;
      form.innerHTML = `<input name="security_token" value="${token}">`;
      form.submit();
      await new Promise((resolve) => setTimeout(resolve, 100));
      await quietly('frame', () => note('frame', frame.contentDocument?.body.textContent?.trim()));
      document.body.replaceChildren();
    };
    const end = performance.now() + milliseconds;
    do {
      for (const base of listeners) await round(base);
    } while (performance.now() < end);
    return read;
  }, prey);
}
