import { spawnSync } from 'node:child_process';

export interface ReadMail {
  readonly headers: Record<string, string>;
  readonly defects: readonly string[];
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly content: Buffer }[];
}

const PROGRAM = `
import base64, email, email.policy, json, sys
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
parts = list(mail.walk())
print(json.dumps({
    'headers': {name.lower(): str(value) for name, value in mail.items()},
    'defects': [str(defect) for part in parts for defect in part.defects],
    'text': mail.get_body(('plain',)).get_content(),
    'attachments': [{
        'name': part.get_filename(),
        'type': part.get_content_type(),
        'base64': base64.b64encode(part.get_payload(decode=True)).decode(),
    } for part in mail.iter_attachments()],
}))
`;

/** A mail as Python's own library reads it. */
export function readMail(eml: Buffer): ReadMail {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', PROGRAM], { input: eml });
  if (status !== 0) throw new Error(`Python could not read the mail: ${stderr}`);
  const { attachments, ...rest } = JSON.parse(stdout.toString());
  return {
    ...rest,
    attachments: attachments.map(({ base64, ...each }: { base64: string }) => ({
      ...each,
      content: Buffer.from(base64, 'base64'),
    })),
  };
}
