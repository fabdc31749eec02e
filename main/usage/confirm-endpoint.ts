import { printable } from '../basics/printable.ts';
import type { Ask } from '../basics/question.ts';

interface ConfirmEndpointOptions {
  /** Whether the endpoint is Oracle's or an account's own: then the person is not asked. */
  readonly isFamiliar: (endpoint: string) => boolean;
  readonly ask: Ask;
}

/**
 * A file or a note may name any endpoint, and a page may have written it. A request there reaches the author. So the
 * person is asked by the system's dialog before the first request goes to an endpoint that is neither Oracle's nor an account's.
 */
export function createConfirmEndpoint({ isFamiliar, ask }: ConfirmEndpointOptions) {
  let confirmed = new Set<string>();
  return {
    async mayTestAt(endpoint: string, keyName: string): Promise<boolean> {
      if (isFamiliar(endpoint) || confirmed.has(endpoint)) return true;
      const wanted = confirmed;
      const isAgreed = await ask({
        message: `Test the key at ${new URL(endpoint).host}?`,
        detail: [
          `The key ${printable(keyName).slice(0, 200)} came with this address, which is not Oracle’s and not one of your accounts’:`,
          endpoint,
          'A test sends requests there, signed with the key. The secret key is not in them, but the owner of that address sees them. If you do not know who that is, cancel.',
        ].join('\n\n'),
        button: 'Test there',
      });
      if (isAgreed) wanted.add(endpoint);
      return isAgreed;
    },
    /** Called at lock: from then on the person is asked again for each endpoint. */
    forget() {
      confirmed = new Set();
    },
  };
}
