/**
 * Tries every way in which a page of Chromium can name a host without a request that our filters see: links that look up names or
 * connect early, new frames, WebRTC calls, and the interfaces that fetch in the browser's own process. Runs in the page, so it must
 * contain all its code. Each host name begins with the name of its way and ends in `domain`. Returns how each scripted way ended.
 */
export async function nameHosts(domain: string): Promise<Record<string, string>> {
  const host = (way: string) => `${way}.${domain}`;
  const url = (way: string) => `https://${host(way)}/x`;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms, 'waits'));
  const ended: Record<string, string> = {};

  const fill = (page: Document, where: string) => {
    const add = (name: string, attributes: Record<string, string>, text = '') => {
      const element = page.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = text;
      (page.body ?? page.documentElement)?.append(element);
    };
    add('meta', { 'http-equiv': 'x-dns-prefetch-control', content: 'on' });
    add('meta', { 'http-equiv': 'link', content: `<${url(`${where}-meta`)}>; rel=dns-prefetch` });
    const relations = 'dns-prefetch preconnect prefetch preload modulepreload prerender next manifest icon stylesheet';
    for (const rel of relations.split(' ')) add('link', { rel, href: url(`${where}-${rel}`), as: 'script' });
    add('link', { rel: 'dns-prefetch', href: `//${host(`${where}-relative`)}` });
    add('a', { href: url(`${where}-anchor`), ping: url(`${where}-ping`) }, 'x');
    add('a', { href: `http://${host(`${where}-plain-anchor`)}/` }, 'x');
    const rules = { source: 'list', eagerness: 'immediate' };
    const speculation = {
      prefetch: [{ ...rules, urls: [url(`${where}-prefetch-rule`)] }],
      prerender: [{ ...rules, urls: [url(`${where}-prerender-rule`)] }],
    };
    add('script', { type: 'speculationrules' }, JSON.stringify(speculation));
    const sources = 'img script iframe embed video audio input fencedframe webview';
    for (const name of sources.split(' ')) add(name, { src: url(`${where}-${name}`), type: 'image' });
    add('object', { data: url(`${where}-object`) });
    add('video', { poster: url(`${where}-poster`) });
  };

  const frame = (attributes: Record<string, string> = {}) => {
    const element = document.createElement('iframe');
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    document.body.append(element);
    return element;
  };
  const markup = (where: string) => {
    const link = `<link rel="dns-prefetch" href="//${host(`${where}-link`)}">`;
    const switchedOn = '<meta http-equiv="x-dns-prefetch-control" content="on">';
    return `<!doctype html><head>${switchedOn}${link}</head><body><a href="${url(`${where}-anchor`)}">x</a></body>`;
  };

  /** A WebRTC call from a window: names of relays and of the peer. */
  const call = async (where: string, from: (Window & typeof globalThis) | null) => {
    if (!from) return 'no window';
    const relays = [
      `turn:${host(`${where}-turn`)}:3478?transport=tcp`,
      `turns:${host(`${where}-turns`)}:443?transport=tcp`,
    ];
    const iceServers = [
      { urls: `stun:${host(`${where}-stun`)}:3478` },
      { urls: relays, username: 'x', credential: 'x' },
    ];
    const [one, other] = [new from.RTCPeerConnection({ iceServers }), new from.RTCPeerConnection()];
    one.createDataChannel('x');
    await one.setLocalDescription();
    if (one.localDescription) await other.setRemoteDescription(one.localDescription);
    await other.setLocalDescription();
    if (other.localDescription) await one.setRemoteDescription(other.localDescription);
    for (const name of [host(`${where}-candidate`), `${where}-${Date.now()}.local`]) {
      const candidate = `candidate:1 1 udp 2122260223 ${name} 9999 typ host`;
      await one.addIceCandidate({ candidate, sdpMid: '0' });
    }
    return wait(1000);
  };

  fill(document, 'page');
  const blank = frame();
  if (blank.contentDocument) fill(blank.contentDocument, 'frame');
  const written = frame();
  written.contentDocument?.open();
  written.contentDocument?.write(markup('written'));
  written.contentDocument?.close();
  const loaded = frame({ srcdoc: markup('srcdoc') });
  frame({ srcdoc: markup('sandboxed'), sandbox: '' });

  type Unlisted = Record<string, (...given: unknown[]) => Promise<unknown>>;
  const [own, browser] = [window, navigator] as unknown as [Unlisted, Unlisted];
  const credentials = navigator.credentials as unknown as Unlisted;
  const ways: Record<string, () => unknown> = {
    call: () => call('call', window),
    'call-frame': () => call('call-frame', blank.contentWindow as Window & typeof globalThis),
    'call-written': () => call('call-written', written.contentWindow as Window & typeof globalThis),
    'call-srcdoc': () => call('call-srcdoc', loaded.contentWindow as Window & typeof globalThis),
    'call-early': () => call('call-early', frame({ srcdoc: 'x' }).contentWindow as Window & typeof globalThis),
    fetch: () => fetch(url('fetch'), { mode: 'no-cors' }),
    later: () => own['fetchLater']?.(url('later'), { activateAfter: 0 }),
    beacon: () => navigator.sendBeacon(url('beacon'), 'x'),
    socket: () => new WebSocket(`wss://${host('socket')}/`),
    transport: () => new WebTransport(url('transport')).ready,
    events: () => new EventSource(url('events')),
    worker: () => new Worker(url('worker')),
    'service-worker': () => navigator.serviceWorker.register(url('service-worker')),
    worklet: () => new AudioContext().audioWorklet.addModule(url('worklet')),
    font: () => new FontFace('x', `url(${url('font')})`).load(),
    open: () => window.open(url('open')),
    'sign-in': () => credentials['get']?.({ identity: { providers: [{ configURL: url('sign-in'), clientId: 'x' }] } }),
    passkey: () => credentials['get']?.({ publicKey: { rpId: host('passkey'), challenge: new Uint8Array(16) } }),
    payment: () => {
      const total = { label: 'x', amount: { currency: 'EUR', value: '1' } };
      return new PaymentRequest([{ supportedMethods: url('payment') }], { total }).canMakePayment();
    },
    interests: () => browser['joinAdInterestGroup']?.({ owner: `https://${host('interests')}`, name: 'x' }, 100),
    storage: () => (own['sharedStorage'] as unknown as { worklet: Worklet }).worklet.addModule(url('storage')),
    download: () => Object.assign(document.createElement('a'), { href: url('download'), download: 'x' }).click(),
  };
  await Promise.all(
    Object.entries(ways).map(async ([name, attempt]) => {
      try {
        const value = await Promise.race([Promise.resolve(attempt()), wait(1200)]);
        ended[name] = String(value);
      } catch (error) {
        ended[name] = `refused: ${error}`;
      }
    }),
  );
  return ended;
}
