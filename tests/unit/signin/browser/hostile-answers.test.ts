import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openAnswerListener } from '../../../../main/signin/browser/answer-listener.ts';
import { readAnswer } from '../../../../main/signin/browser/read-answer.ts';
import { fingerprintOf } from '../../../../main/signin/private-key.ts';
import { storedTimes } from '../../../../main/signin/session-times.ts';
import { hostileAnswers, hostileRequests } from '../../../support/attacks/hostile-answers.ts';
import { setUpSignInDesk } from '../../../support/parts/sign-in-desk.ts';
import { unwrap } from '../../../support/parts/unwrap.ts';
import { fc, runs } from '../../../support/random/random-runs.ts';
import { authorizeUrl, pressAtLogin } from '../../../support/simulator/login-page.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Sends bytes as they are, and reads until the connection ends. */
async function send(port: number, bytes: Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('error', () => {}).setEncoding('latin1');
  socket.on('data', (text: string) => {
    answer += text;
  });
  socket.end(bytes);
  await new Promise((resolve) => socket.on('close', resolve));
  return answer;
}

const pageOf = (port: number) => send(port, Buffer.from(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`));

describe('the listener for the browser', () => {
  it('takes none of a thousand requests that the page did not send, and takes the answer of the page after them', async () => {
    const port = await freePort();
    const answers: (string | null)[] = [];
    const onAnswer = (answer: string | null) => answers.push(answer) > 0;
    const listener = unwrap(await openAnswerListener({ onAnswer, onStranger: () => {}, port }));
    const path = /fetch\('([^']+)'/.exec(await pageOf(port))?.[1] ?? '';
    expect(path).toMatch(/^\/[\w-]{22}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(hostileRequests(port, path), { minLength: 20, maxLength: 20 }), async (requests) => {
        const told = await Promise.all(requests.map((bytes) => send(port, bytes)));
        expect(answers).toEqual([]);
        for (const each of told) expect(each).not.toMatch(/^HTTP\/1\.[01] 204|access-control-allow/i);
      }),
      { numRuns: runs(50) },
    );
    const body = 'security_token=a.b.c';
    const origin = `http://localhost:${port}`;
    const headers = `Host: localhost:${port}\r\nOrigin: ${origin}\r\nContent-Length: ${body.length}`;
    expect(await send(port, Buffer.from(`POST ${path} HTTP/1.1\r\n${headers}\r\n\r\n${body}`))).toMatch(
      /^HTTP\/1\.1 204 /,
    );
    expect(answers).toEqual([body]);
    await listener.close();
    expect(await pageOf(port)).toBe('');
  });
});

describe('an answer of the browser', () => {
  const { simulator, desk } = setUpSignInDesk(5);

  it('that is malformed in a thousand ways signs nobody in, and crashes nothing', async () => {
    const accounts = desk().start();
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const nonce = randomUUID();
    const { fragment: good } = await pressAtLogin(
      authorizeUrl(simulator().url, publicKey, { nonce }),
      'Sign in as Ada Byron',
    );
    const region = { key: 'fra', id: 'eu-frankfurt-1', realmDomain: 'oraclecloud.com' };
    /** True: the change has left every value as it was that Keydesk checks, so Keydesk accepts the answer. */
    const isGood = (answer: string) => {
      const fields = new URLSearchParams(answer.replace(/^[#?]/, ''));
      const isWhole = fields.get('security_token')?.trim() === good.get('security_token') && !fields.get('error');
      return isWhole && [null, good.get('id_token')].includes(fields.get('id_token'));
    };
    let judgedByOracle = 0;
    const signIn = (answer: string) => {
      const token = readAnswer(answer, nonce, Date.now());
      if (!token.ok) return token;
      judgedByOracle += 1;
      return accounts.signInWithSession({
        name: 'Browser',
        ...token.value,
        fingerprint: fingerprintOf(privateKey),
        region,
        endpoint: simulator().url,
        privateKey,
        token: token.value.text,
        signedInBy: { kind: 'browser-session', ...storedTimes(token.value), renewableUntil: null },
      });
    };
    await fc.assert(
      fc.asyncProperty(hostileAnswers(good), async (answer) => {
        fc.pre(!isGood(answer));
        const end = await signIn(answer);
        expect(end.ok).toBe(false);
      }),
      { numRuns: runs(1000) },
    );
    expect(judgedByOracle).toBeGreaterThan(20);
    expect(accounts.list()).toEqual([]);
    expect(desk().vault.asked).toEqual([]);
    expect((await signIn(good.toString())).ok).toBe(true);
  });
});
