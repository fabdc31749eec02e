import { describe, expect, it } from 'vitest';
import { secretParts } from '../../../main/clipboard/clipboard-marks.ts';

const formats = (platform: NodeJS.Platform) => Object.keys(secretParts('s3cret=', platform));

describe('the marks beside a copied secret', () => {
  it('keep it out of Windows’ history and off its cloud clipboard', async () => {
    expect(formats('win32')).toEqual([
      'text/plain',
      'electron application/osclipboard;format="ExcludeClipboardContentFromMonitorProcessing"',
      'electron application/osclipboard;format="CanIncludeInClipboardHistory"',
      'electron application/osclipboard;format="CanUploadToCloudClipboard"',
    ]);
    const marks = Object.values(secretParts('s3cret=', 'win32')).slice(1);
    for (const mark of marks) expect(new Uint8Array(await mark.arrayBuffer())).toEqual(new Uint8Array(4));
  });

  it('conceal it on macOS', () => {
    expect(formats('darwin')).toContain('electron application/osclipboard;format="org.nspasteboard.ConcealedType"');
  });

  it('tell KDE’s Klipper that it is a password', async () => {
    const mark = secretParts('s3cret=', 'linux')['electron application/osclipboard;format="x-kde-passwordManagerHint"'];
    expect(await mark?.text()).toBe('secret');
  });

  it('leave the text as it is', async () => {
    expect(await secretParts('s3cret+/=', 'linux')['text/plain']?.text()).toBe('s3cret+/=');
  });
});
