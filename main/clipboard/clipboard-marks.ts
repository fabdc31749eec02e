/**
 * The hints that keep a text out of clipboard histories and off other devices, as each system defines them: Windows:
 * https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats#cloud-clipboard-and-clipboard-history-formats macOS:
 * http://nspasteboard.org, KDE: the hint that Klipper honours.
 */
const MARKS: Partial<Record<NodeJS.Platform, Record<string, string>>> = {
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: '\0\0\0\0',
    CanIncludeInClipboardHistory: '\0\0\0\0',
    CanUploadToCloudClipboard: '\0\0\0\0',
  },
  darwin: { 'org.nspasteboard.ConcealedType': '' },
  linux: { 'x-kde-passwordManagerHint': 'secret' },
};

/** The parts of one clipboard item: the text, and the hints of this system. */
export function secretParts(text: string, platform: NodeJS.Platform): Record<string, Blob> {
  const parts: Record<string, Blob> = { 'text/plain': new Blob([text], { type: 'text/plain' }) };
  for (const [format, value] of Object.entries(MARKS[platform] ?? {})) {
    const type = `electron application/osclipboard;format="${format}"`;
    parts[type] = new Blob([value], { type });
  }
  return parts;
}
