import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { vi } from 'vitest';

/**
 * Sends calls for Oracle's hosts to the simulator, for official clients that build their addresses themselves. The signed request does not
 * change: only the connection goes elsewhere. `hosts` collects the hosts that were called.
 */
export function leadToSimulator(url: string): { readonly hosts: string[] } {
  const hosts: string[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const asked = new Request(input, init);
    const { host, pathname, search } = new URL(asked.url);
    hosts.push(host);
    const headers = { ...Object.fromEntries(asked.headers), host };
    const body = Buffer.from(await asked.arrayBuffer());
    return await new Promise<Response>((resolve, reject) => {
      const sent = request(`${url}${pathname}${search}`, { method: asked.method, headers }, async (answer) => {
        const text = await buffer(answer);
        resolve(
          new Response(text, { status: answer.statusCode ?? 0, headers: { 'content-type': 'application/json' } }),
        );
      });
      sent.on('error', reject).end(body);
    });
  });
  return { hosts };
}
