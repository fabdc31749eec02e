import { createServer as createTlsServer } from 'node:https';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readNetworkFault } from '../../../main/oracle/network-fault.ts';
import { untrustedCertificate } from '../../support/desktop/untrusted-certificate.ts';
import { startScriptedServer } from '../../support/simulator/scripted-server.ts';

const faultOf = async (url: string) => readNetworkFault(await fetch(url).catch((error: unknown) => error));

// The messages are Chromium's, recorded from Electron's net.fetch during real faults.
describe("what Electron's fetch threw", () => {
  it.each([
    ['net::ERR_CONNECTION_REFUSED', 'the connection was refused'],
    ['net::ERR_NAME_NOT_RESOLVED', 'its name was not found'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'no connection came about in time'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'the proxy could not be used'],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'the proxy did not let it through'],
  ])('%s: nothing was sent', (message, reason) => {
    expect(readNetworkFault(new Error(message))).toEqual({ kind: 'unreachable', delivery: 'not-sent', reason });
  });

  it.each([
    'net::ERR_CONNECTION_RESET',
    'net::ERR_CONNECTION_CLOSED',
    'net::ERR_EMPTY_RESPONSE',
    'net::ERR_INTERNET_DISCONNECTED',
    'net::ERR_NETWORK_CHANGED',
    'net::ERR_ADDRESS_UNREACHABLE',
    'net::ERR_TIMED_OUT',
    'net::ERR_CONTENT_LENGTH_MISMATCH',
    'net::ERR_INCOMPLETE_CHUNKED_ENCODING',
    'net::ERR_SSL_PROTOCOL_ERROR',
    'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED',
    'net::ERR_HTTP2_PROTOCOL_ERROR',
    'net::ERR_SOMETHING_NEW',
  ])('%s: it may have been carried out', (message) => {
    expect(readNetworkFault(new Error(message))).toMatchObject({ kind: 'unreachable', delivery: 'unknown' });
  });

  it.each([
    ['net::ERR_CERT_AUTHORITY_INVALID', 'this computer does not trust who issued it'],
    ['net::ERR_CERT_DATE_INVALID', 'it has expired, or is not valid yet'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'it is made out for another server'],
    ['net::ERR_CERT_WEAK_KEY', 'it is not valid for this computer'],
  ])('%s: the certificate', (message, reason) => {
    expect(readNetworkFault(new Error(message))).toEqual({ kind: 'certificate', delivery: 'not-sent', reason });
  });

  it('a redirect that was not followed', () => {
    expect(readNetworkFault(new Error('Redirect was cancelled'))).toEqual({ kind: 'redirected', delivery: 'answered' });
  });
});

describe("what Node's fetch threw", () => {
  it('a closed port: nothing was sent', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    expect(await faultOf(`http://127.0.0.1:${port}`)).toEqual({
      kind: 'unreachable',
      delivery: 'not-sent',
      reason: 'the connection was refused',
    });
  });

  it('a name that does not exist: nothing was sent', async () => {
    expect(await faultOf('http://nobody.invalid')).toEqual({
      kind: 'unreachable',
      delivery: 'not-sent',
      reason: 'its name was not found',
    });
  });

  it('a certificate that nobody trusts', async () => {
    const server = createTlsServer(untrustedCertificate, (_request, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    expect(await faultOf(`https://127.0.0.1:${port}`)).toEqual({
      kind: 'certificate',
      delivery: 'not-sent',
      reason: 'this computer does not trust who issued it',
    });
  });

  it('a connection cut off without an answer: it may have been carried out', async () => {
    const { url } = await startScriptedServer((response) => response.destroy());
    expect(await faultOf(url)).toMatchObject({ kind: 'unreachable', delivery: 'unknown' });
  });

  it('a connection reset: it may have been carried out', async () => {
    const { url } = await startScriptedServer((response) => response.socket?.resetAndDestroy());
    expect(await faultOf(url)).toMatchObject({
      kind: 'unreachable',
      delivery: 'unknown',
      reason: 'the connection was cut off',
    });
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'it has expired, or is not valid yet'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'it is made out for another server'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'this computer does not trust who issued it'],
  ])('%s: the certificate', (code, reason) => {
    const error = new TypeError('fetch failed', { cause: Object.assign(new Error('tls'), { code }) });
    expect(readNetworkFault(error)).toEqual({ kind: 'certificate', delivery: 'not-sent', reason });
  });

  it('an unreachable network while connecting was not sent, the same while reading may have been', () => {
    const during = (syscall: string) =>
      readNetworkFault(
        new TypeError('fetch failed', { cause: Object.assign(new Error('net'), { code: 'ENETUNREACH', syscall }) }),
      );
    expect(during('connect')).toMatchObject({ delivery: 'not-sent' });
    expect(during('read')).toMatchObject({ delivery: 'unknown' });
  });

  it('an alert about a client certificate may come after the request, so it is not called a certificate fault', () => {
    const code = 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED';
    const error = new TypeError('fetch failed', { cause: Object.assign(new Error('tls'), { code }) });
    expect(readNetworkFault(error)).toMatchObject({ kind: 'unreachable', delivery: 'unknown' });
  });

  it.each([undefined, null, 'text', new Error('anything')])('anything else (%s) claims nothing', (error) => {
    expect(readNetworkFault(error)).toEqual({
      kind: 'unreachable',
      delivery: 'unknown',
      reason: 'the connection failed',
    });
  });
});
