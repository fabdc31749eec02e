import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** WCAG 2.2: 4.5 for text (1.4.3), 3 for the edges of controls and for pictures (1.4.11). */
const text = 4.5;
const edge = 3;

const css = readFileSync(new URL('../../../renderer/ui/tokens.css', import.meta.url), 'utf8');
const [plain = '', rest = ''] = css.split('@media (prefers-contrast: more)');
const [more = ''] = rest.split('@media');

type Scheme = 'light' | 'dark';

function readTokens(source: string, scheme: Scheme): Map<string, string> {
  const pairs = source.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g);
  return new Map([...pairs].map(([, name = '', light = '', dark = '']) => [name, scheme === 'light' ? light : dark]));
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['background', 'panel', 'rail', 'field', 'hover'];
const pairs: readonly (readonly [string, string, number])[] = [
  ...['ink', 'ink-second', 'ink-third'].flatMap((ink) => grounds.map((ground) => [ink, ground, text] as const)),
  ...['ink', 'ink-second', 'ink-third', 'accent'].map((ink) => [ink, 'accent-soft', text] as const),
  ...['accent', 'warning', 'loss'].flatMap((ink) => ['background', 'panel'].map((g) => [ink, g, text] as const)),
  ['warning', 'warning-soft', text],
  ['ink', 'loss-soft', text],
  ['ink-second', 'loss-soft', text],
  ['loss', 'loss-soft', text],
  ['accent-ink', 'accent', text],
  ['accent-ink', 'accent-hover', text],
  ['loss-ink', 'loss', text],
  ['loss-ink', 'loss-hover', text],
  ['ink', 'disc', text],
  ['panel', 'ink', text],
  ...['background', 'panel', 'rail'].map((ground) => ['line-field', ground, edge] as const),
  ...['background', 'panel', 'rail', 'accent-soft'].map((ground) => ['accent', ground, edge] as const),
];

for (const scheme of ['light', 'dark'] as const) {
  const usual = readTokens(plain, scheme);
  const stronger = new Map([...usual, ...readTokens(more, scheme)]);
  for (const [words, tokens] of [
    ['as the system comes', usual],
    ['with more contrast', stronger],
  ] as const) {
    describe(`the ${scheme} colours ${words}`, () => {
      it.each(pairs)('keep %s on %s at %d to 1', (ink, ground, least) => {
        const [one, other] = [tokens.get(ink), tokens.get(ground)];
        expect.assert(one !== undefined && other !== undefined, `no token ${ink} or ${ground}`);
        expect(contrast(one, other)).toBeGreaterThanOrEqual(least);
      });
    });
  }
}

describe('with more contrast', () => {
  it.each(['light', 'dark'] as const)('every %s text reads at 7 to 1 on the panel', (scheme) => {
    const tokens = new Map([...readTokens(plain, scheme), ...readTokens(more, scheme)]);
    const panel = tokens.get('panel') ?? '';
    for (const ink of ['ink', 'ink-second', 'ink-third', 'accent', 'warning', 'loss']) {
      expect(contrast(tokens.get(ink) ?? '', panel), ink).toBeGreaterThanOrEqual(7);
    }
  });
});
