import { describe, expect, it } from 'vitest';
import { linesThatMatch, readSources } from '../../support/runner/source-files.ts';

// Security lines 2, 28, 34 and 38, as far as the source itself can tell.

const shipped = readSources('main', 'preload', 'renderer', 'simulator', 'bridge');
const main = readSources('main');

const imported = /^(?:import|export)\b(?:[^;'=]*? from)? '([^']+)'|\bimport\('([^']+)'\)/gm;

/** The packages that files import, without our own files and Node's modules. */
function packagesOf(...folders: string[]): string[] {
  const imports = readSources(...folders)
    .filter(({ path }) => /\.tsx?$/.test(path))
    .flatMap(({ text }) => [...text.matchAll(imported)].map(([, first, second]) => first ?? second ?? ''))
    .filter((name) => !name.startsWith('.'))
    .filter((name) => !name.startsWith('node:'))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(imports)].sort();
}

describe('the sandbox', () => {
  it('is switched on for every process before the app is ready', () => {
    const [index] = readSources('main/index.ts');
    const on = index?.text.indexOf('app.enableSandbox();') ?? -1;
    expect(on).toBeGreaterThan(0);
    expect(on).toBeLessThan(index?.text.indexOf('app.whenReady()') ?? 0);
  });

  it('is never switched off, by the app, by its scripts or by its packages', () => {
    const files = [
      ...shipped,
      ...readSources('scripts', 'package.json', 'electron-builder.yml', 'playwright.config.ts'),
    ];
    const named = linesThatMatch(files, /no-sandbox|disable-[\w-]+-sandbox|sandbox: false|sandbox=false/);
    // The one place that names the switches refuses to start with them.
    expect(named.filter((line) => !line.startsWith('main/shell/refuse-debugging.ts:'))).toEqual([]);
    expect(linesThatMatch(files, /chromiumSandbox: false|ELECTRON_DISABLE_SANDBOX/)).toEqual([]);
  });

  it('is not lost in an AppImage, whose launcher gives it up by itself', () => {
    const files = readSources('electron-builder.yml', 'scripts');
    expect(linesThatMatch(files, /appimage|\bsnap\b/i)).toEqual([]);
  });
});

describe('trust in certificates', () => {
  it('is left to the system: no override, no exception, no way to switch it off', () => {
    const found = linesThatMatch(
      main,
      /'certificate-error'|setCertificateVerifyProc|rejectUnauthorized|TLS_REJECT|allow-insecure|'select-client-certificate'/,
    );
    expect(found).toEqual([]);
    // The one place that names the switches refuses to start with them.
    const named = linesThatMatch(main, /ignore-certificate-errors/).map((line) => line.split(':')[0]);
    expect([...new Set(named)]).toEqual(['main/shell/refuse-debugging.ts']);
  });
});

describe('a passphrase', () => {
  it('costs as much for each guess as in age: no shipped code chooses less work', () => {
    // Tests pass a work factor to the parts that `main/keydesk.ts` builds. Keydesk itself passes none.
    expect(linesThatMatch(readSources('main/index.ts', 'main/keydesk.ts', 'main/shell'), /work_?factor/i)).toEqual([]);
    expect(linesThatMatch(shipped, /work_?factor\W+\d/i)).toEqual([
      'main/handover/scrypt-lock.ts: export const WORK_FACTOR = 18;',
      'main/handover/scrypt-lock.ts: export const MAX_WORK_FACTOR = 20;',
    ]);
  });
});

describe('code and network', () => {
  it('turn no text into code or markup', () => {
    const pattern =
      /\beval\(|new Function\b|\bFunction\(|dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|executeJavaScript|node:vm/;
    expect(linesThatMatch(shipped, pattern)).toEqual([]);
  });

  it('load nothing from elsewhere', () => {
    const [page] = readSources('renderer/index.html');
    const sources = [...(page?.text.matchAll(/(?:src|href)="([^"]*)"/g) ?? [])].map(([, source]) => source);
    const typeface = '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
    expect(sources).toEqual(['./frame/start.tsx', typeface]);
    expect(linesThatMatch(readSources('renderer'), /https?:\/\//)).toEqual([]);
    expect(linesThatMatch(readSources('renderer'), /@import|url\((?!["']?(\.|@fontsource))/)).toEqual([]);
  });

  it('leave the network to one file of the window and one of the command line, whose fetch the service client is given', () => {
    const modules = /from 'node:(http|https|http2|net|tls|dgram|dns)\b|from 'undici'|\bnew (WebSocket|EventSource)\b/;
    // The first file opens sockets of this computer, by path or by port, and cannot name another computer. The second file listens for the
    // browser that returns from Oracle, only on this computer's own addresses.
    const local = 'main/basics/local-socket.ts';
    const listening = 'main/signin/browser/answer-listener.ts';
    const files = readSources('main', 'preload', 'renderer');
    // Commands without a display use Node's network. This file sets Node's proxy and certificates, and opens no connection itself.
    const command = 'main/command-line/command-network.ts';
    expect(linesThatMatch(files, modules).toSorted()).toEqual(
      [
        `${local}: import { connect, type Socket } from 'node:net';`,
        `${command}: import { setGlobalProxyFromEnv } from 'node:http';`,
        `${command}: import { getCACertificates, setDefaultCACertificates } from 'node:tls';`,
        `${listening}: import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';`,
      ].toSorted(),
    );
    expect(linesThatMatch(readSources('main'), /command-network/)).toEqual([
      "main/run-report.ts: import { openCommandNetwork } from './command-line/command-network.ts';",
    ]);
    const [listener] = files.filter(({ path }) => path === listening);
    expect(listener?.text.match(/\.listen\([^)]*/g)).toEqual([
      ".listen({ host, port, ipv6Only: host === '::1', exclusive: true }, (",
    ]);
    expect(listener?.text).toContain("const LOOPBACK = ['127.0.0.1', '::1'] as const;");
    expect(listener?.text.match(/await listen\([^)]*\)/g)).toEqual(['await listen(server, address, port)']);
    expect(listener?.text).toContain('for (const address of LOOPBACK)');
    const opened = files.filter(({ path }) => path === local).flatMap(({ text }) => text.match(/\bconnect\([^)]*\)/g));
    expect(opened).toEqual(['connect(address.path)', "connect(address.port, '127.0.0.1')"]);
    const shell = readSources('main/shell', 'main/index.ts', 'main/handlers');
    const fetching = linesThatMatch(shell, /\bnet\.|fetch\([^)]/).map((line) => line.split(':')[0]);
    expect([...new Set(fetching)]).toEqual(['main/shell/service-sessions.ts']);
    const pages = /\bfetch\([^)]|XMLHttpRequest|WebSocket|sendBeacon|EventSource|RTCPeer/;
    expect(linesThatMatch(readSources('renderer', 'preload'), pages)).toEqual([]);
  });

  it('use the packages on this list, none of which reports to anybody', () => {
    expect(packagesOf('main')).toEqual([
      '@napi-rs/keyring',
      '@noble/ciphers',
      '@noble/curves',
      '@scure/bip39',
      '@smithy/signature-v4',
      'age-encryption',
      'electron',
      'electron-log',
      'electron-store',
      'nodemailer',
      'zod',
    ]);
    expect(packagesOf('preload')).toEqual([]);
    expect(packagesOf('simulator')).toEqual(['zod']);
    expect(packagesOf('renderer')).toEqual([
      '@tanstack/react-query',
      'qr',
      'react',
      'react-aria-components',
      'react-dom',
    ]);
    expect(linesThatMatch(main, /crashReporter|autoUpdater|setFeedURL/)).toEqual([]);
  });
});
