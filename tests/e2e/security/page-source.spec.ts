import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';

// Security lines 4 and 5: the source of the page, and its policy.

const keydesk = shareKeydesk({ profile: null, own: (env) => env });

/** Word for word as the checklist has it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Asks the app's own protocol, as a page would, for each address. */
const ask = (urls: readonly string[], method = 'GET') =>
  keydesk().app.evaluate(
    async ({ session }, [addresses, how]) =>
      Promise.all(
        addresses.map(async (url) => {
          const answer = await session.defaultSession.fetch(url, { method: how });
          const { status, headers } = answer;
          const text = await answer.text();
          return {
            url,
            status,
            policy: headers.get('content-security-policy'),
            sniff: headers.get('x-content-type-options'),
            text,
          };
        }),
      ),
    [urls, method] as const,
  );

test('the page and all that it loads come from app://keydesk, each under the policy', async () => {
  const { page } = keydesk();
  const answers: { url: string; policy: string | undefined }[] = [];
  page.on('response', async (response) => {
    answers.push({ url: response.url(), policy: (await response.allHeaders())['content-security-policy'] });
  });
  await page.reload();
  await page.waitForLoadState('load');
  await expect.poll(() => answers.length).toBeGreaterThan(2);
  expect(answers.filter(({ url }) => !url.startsWith('app://keydesk/'))).toEqual([]);
  expect(answers.filter((answer) => answer.policy !== policy)).toEqual([]);
  expect(await page.evaluate(() => window.location.origin)).toBe('app://keydesk');
  // Only the first document contains the state: a later request for the document does not get it.
  expect((await ask(['app://keydesk/'])).map(({ text }) => text.includes('first-state'))).toEqual([false]);
});

test('a start loads two files of main, and of the page one style and one script, since each file costs time', async () => {
  const [document] = await ask(['app://keydesk/']);
  const named = [...(document?.text ?? '').matchAll(/assets\/([a-z-]+)-[^".]*(\.(?:js|css))"/g)].map(
    (all) => `${all[1]}${all[2]}`,
  );
  expect(named.toSorted()).toEqual(['index.css', 'index.js']);
  const main = readFileSync(join(checkout, 'out', 'main', 'index.js'), 'utf8');
  expect(main.match(/from ?"\.[^"]*"/g)).toEqual(['from"./at-start.js"']);
  expect(readFileSync(join(checkout, 'out', 'main', 'at-start.js'), 'utf8')).not.toMatch(/from ?"\./);
});

test('what is not there, and what may not be asked, is answered under the same policy', async () => {
  const missing = await ask(['app://keydesk/', 'app://keydesk/no-such-page.html', 'app://keydesk/assets/none.js']);
  expect(missing.map(({ status }) => status)).toEqual([200, 404, 404]);
  const posted = await ask(['app://keydesk/', 'app://keydesk/index.html'], 'POST');
  expect(posted.map(({ status }) => status)).toEqual([404, 404]);
  for (const answer of [...missing, ...posted]) {
    expect(answer.policy, answer.url).toBe(policy);
    expect(answer.sniff, answer.url).toBe('nosniff');
  }
});

const outside = [
  '..%2fmain%2findex.js',
  '%2e%2e%2fmain/index.js',
  '..%5cmain%5cindex.js',
  'assets/..%2f..%2fmain%2findex.js',
  'assets/%2e%2e/%2e%2e%2fmain%2findex.js',
  '/../main/index.js',
  '..;/main/index.js',
  '%2fetc%2fhosts',
  `%2f${encodeURIComponent(join(checkout, 'package.json'))}`,
  '..%2fmain%2findex.js%00.html',
  '..%c0%afmain%c0%afindex.js',
  '..%252fmain%252findex.js',
];

test('no address leads out of the folder of the page', async () => {
  expect(existsSync(join(checkout, 'out', 'main', 'index.js'))).toBe(true);
  const answers = await ask(outside.map((path) => `app://keydesk/${path}`));
  expect(answers.filter(({ status }) => status !== 404)).toEqual([]);
  expect(answers.filter(({ text }) => text !== 'Not found')).toEqual([]);
});

test('a script of the page finds no way out of the folder either', async () => {
  const loaded = await keydesk().page.evaluate(async (paths) => {
    const load = (path: string) =>
      new Promise<boolean>((resolve) => {
        const script = document.createElement('script');
        script.src = `app://keydesk/${path}`;
        script.onload = () => resolve(true);
        script.onerror = () => resolve(false);
        document.head.append(script);
      });
    return Promise.all(paths.map(async (path) => ((await load(path)) ? path : null)));
  }, outside);
  expect(loaded.filter((path) => path !== null)).toEqual([]);
});

test('no file:// page is shown, framed or read', async () => {
  const { page } = keydesk();
  const found = await page.evaluate(async () => {
    const opened = window.open('file:///etc/hosts');
    const image = new Promise((resolve) => {
      const element = new Image();
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      element.src = 'file:///usr/share/pixmaps/debian-logo.png';
    });
    const read = await fetch('file:///etc/hosts').then(
      () => 'read',
      () => 'refused',
    );
    return [opened === null, await image, read];
  });
  expect(found).toEqual([true, 'refused', 'refused']);
});

test('an injected script or style does nothing', async () => {
  const { page } = keydesk();
  await page.evaluate(() => {
    const violations: string[] = [];
    Reflect.set(window, 'violations', violations);
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const inject = (name: string, text: string) => {
      const element = document.createElement(name);
      element.textContent = text;
      document.head.append(element);
    };
    inject('script', 'window.injected = 1');
    inject('style', '#root { opacity: 0.25 }');
    document.body.insertAdjacentHTML(
      'beforeend',
      '<b id="bait" style="opacity: 0.5" onclick="window.injected = 2">x</b>',
    );
    document.getElementById('bait')?.click();
    const link = document.createElement('a');
    link.href = 'javascript:void (window.injected = 3)';
    document.body.append(link);
    link.click();
  });
  await expect
    .poll(() => page.evaluate(() => [...new Set(Reflect.get(window, 'violations'))].sort()))
    .toEqual(['script-src-attr', 'script-src-elem', 'style-src-attr', 'style-src-elem']);
  const harm = await page.evaluate(() => {
    const opacity = (id: string) => getComputedStyle(document.getElementById(id) ?? document.body).opacity;
    return [Reflect.get(window, 'injected') ?? 'nothing', opacity('root'), opacity('bait')];
  });
  expect(harm).toEqual(['nothing', '1', '1']);
});

test('the page cannot turn text into code', async () => {
  // Runs as a script of the page: code that Playwright evaluates through the debugger may do more.
  const outcome = await keydesk().page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        // biome-ignore lint/security/noGlobalEval: the test expects it to fail
        const attempts = [() => eval('1'), () => new Function('return 1')(), () => setTimeout('1', 0)];
        setTimeout(() => {
          resolve(
            attempts.map((attempt) => {
              try {
                return typeof attempt();
              } catch (error) {
                return error instanceof Error ? error.name : 'thrown';
              }
            }),
          );
        }, 0);
      }),
  );
  expect(outcome.slice(0, 2)).toEqual(['EvalError', 'EvalError']);
});

test('the page cannot be framed, and frames nothing', async () => {
  const { page } = keydesk();
  await page.evaluate(() => {
    for (const source of ['app://keydesk/index.html', 'https://example.com/', 'data:text/html,framed']) {
      const frame = document.createElement('iframe');
      frame.src = source;
      document.body.append(frame);
    }
  });
  await expect
    .poll(() => page.frames().map((frame) => frame.url()))
    .toEqual(['app://keydesk/index.html#/profile', ...Array(3).fill('chrome-error://chromewebdata/')]);
});
