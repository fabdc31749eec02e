import { describe, expect, it } from 'vitest';
import { droppedFileSchema } from '../../../bridge/values/handover.ts';
import { largestFile, toBase64, unreadable, whyRefused } from '../../../renderer/features/receiving/dropped-file.ts';

const ours = { name: 'ci-deploy.age', size: 1800 };

describe('what is dropped onto the window', () => {
  it('is taken when it is one file of the right name and size', () => {
    expect(whyRefused([ours])).toBeNull();
    expect(whyRefused([{ name: 'KEY.AGE', size: largestFile }])).toBeNull();
  });
  it.each([
    [[], /not a file/],
    [[ours, ours], /2 files were dropped at once/],
    [[{ name: 'hosts', size: 200 }], /“hosts” does not look like a handed-over file/],
    [[{ name: 'age', size: 200 }], /does not look like/],
    [[{ name: 'video.age', size: largestFile + 1 }], /much larger/],
  ])('is refused with a sentence otherwise (%#)', (files, sentence) => {
    const failure = whyRefused(files);
    expect(failure?.happened).toMatch(sentence);
    expect(failure?.remedy).not.toBeNull();
  });
  it('is distinguished when it could not be read', () => {
    expect(unreadable('folder.age')).toMatchObject({ kind: 'file-unreadable', requestId: null });
  });
  it('crosses the bridge whole, the largest too', () => {
    const bytes = Uint8Array.from({ length: largestFile }, (_, at) => at % 256);
    const base64 = toBase64(bytes);
    expect(Buffer.from(base64, 'base64').equals(bytes)).toBe(true);
    expect(droppedFileSchema.safeParse({ name: ours.name, base64 }).success).toBe(true);
  });
});
