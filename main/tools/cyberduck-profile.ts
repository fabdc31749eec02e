import { success } from '../basics/outcome.ts';
import type { ToolProfile } from './tool-piece.ts';

const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;' } as const;
const escaped = (text: string) => text.replace(/[&<>]/g, (character) => named[character as keyof typeof named]);

/**
 * A connection profile of Cyberduck and Mountain Duck (docs.cyberduck.io, "Connection Profiles"). It says where and how; the
 * secret is typed or pasted into Cyberduck, which keeps it in the system's keychain.
 */
export const cyberduckProfile: ToolProfile = {
  pieces({ name, accessKey, place }) {
    const url = new URL(place.endpoint);
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const path = url.pathname.replace(/\/$/, '');
    const entries: readonly (readonly [string, string])[] = [
      ['Protocol', 's3'],
      ['Vendor', `keydesk-${name}`],
      ['Description', name],
      ['Scheme', url.protocol.replace(':', '')],
      ['Default Hostname', url.hostname],
      ['Default Port', port],
      ...(path === '' ? [] : [['Context', path] as const]),
      ['Region', place.region],
      ['Username Placeholder', accessKey],
      ['Password Placeholder', 'Secret key'],
    ];
    const text = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
${entries.map(([key, value]) => `    <key>${key}</key>\n    <string>${escaped(value)}</string>`).join('\n')}
    <key>Hostname Configurable</key>
    <false/>
    <key>Properties</key>
    <array>
        <string>s3.bucket.virtualhost.disable=true</string>
    </array>
</dict>
</plist>
`;
    return success([{ text, holdsSecret: false, target: null }]);
  },
  fileName: (name) => `${name.replace(/[^\p{L}\p{N}_.-]+/gu, '-')}.cyberduckprofile`,
};
