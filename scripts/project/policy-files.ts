import { z } from 'zod';
import { type PolicyName, policyNames } from '../../bridge/values/policy.ts';
import { policySchema } from '../../main/policy/policy-schema.ts';

/**
 * Makes these from the schema of the policies: the table of `docs/administrators.md`, and the files in `packaging/policy`.
 * `tests/unit/packaging/policy-files.test.ts` compares the files with these, and writes them with `-u`.
 */

interface Described {
  readonly name: PolicyName;
  readonly title: string;
  readonly description: string;
  readonly example: unknown;
  readonly value: Shape;
}

type Shape =
  | { readonly kind: 'truth' }
  | { readonly kind: 'choice'; readonly choices: readonly (string | number)[] }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'text'; readonly longest: number }
  | { readonly kind: 'list'; readonly choices: readonly string[] | null };

/** The parts of a policy's JSON schema, from `z.toJSONSchema`, that are used here. */
const describedSchema = z.object({
  type: z.string(),
  title: z.string(),
  description: z.string(),
  examples: z.array(z.unknown()).min(1),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  items: z.object({ enum: z.array(z.string()).optional() }).optional(),
});

const policies: readonly Described[] = policyNames.map((name) => {
  const json = describedSchema.parse(z.toJSONSchema(policySchema.shape[name]));
  const { title, description, examples } = json;
  return { name, title, description, example: examples[0], value: shapeOf(json) };
});

function shapeOf(json: z.infer<typeof describedSchema>): Shape {
  if (json.type === 'boolean') return { kind: 'truth' };
  if (json.type === 'array') return { kind: 'list', choices: json.items?.enum ?? null };
  if (json.enum !== undefined) return { kind: 'choice', choices: json.enum };
  if (json.type === 'string') return { kind: 'text', longest: json.maxLength ?? 0 };
  return { kind: 'number', least: json.minimum ?? 0, most: json.maximum ?? 0 };
}

function valueText(value: Shape): string {
  switch (value.kind) {
    case 'truth':
      return '`true` or `false`';
    case 'choice':
      return value.choices.map((choice) => `\`${JSON.stringify(choice)}\``).join(', ');
    case 'number':
      return `a whole number from ${value.least} to ${value.most}`;
    case 'text':
      return `a text of at most ${value.longest} characters`;
    case 'list':
      return value.choices === null
        ? 'a list of texts'
        : `a list of ${value.choices.map((c) => `\`"${c}"\``).join(', ')}`;
  }
}

/** The table in `docs/administrators.md`. */
export const policyTable = (): string =>
  [
    '| Policy | Value | What it does |',
    '|---|---|---|',
    ...policies.map(({ name, description, value }) => `| \`${name}\` | ${valueText(value)} | ${description} |`),
    '',
  ].join('\n');

const jsonText = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map((each) => JSON.stringify(each)).join(', ')}]` : JSON.stringify(value);

/** `packaging/policy/policy.json` */
export function examplePolicy(): string {
  const lines = policies.map(({ name, example }) => `  "${name}": ${jsonText(example)}`);
  return `{\n${['  "version": 1', ...lines].join(',\n')}\n}\n`;
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const KEY = 'Software\\Policies\\Keydesk';
const DEFINITIONS = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';

/** `packaging/policy/keydesk.admx`, for the group policies of Windows. Each list is a registry key of its own, below Keydesk's key. */
export function admx(): string {
  const elements = ({ name, value }: Described): string => {
    const named = `id="${name}" valueName="${name}" required="true"`;
    switch (value.kind) {
      case 'truth':
        return '      <enabledValue><decimal value="1" /></enabledValue>\n      <disabledValue><decimal value="0" /></disabledValue>';
      case 'choice': {
        const items = value.choices.map((choice) => {
          const stored = typeof choice === 'number' ? `<decimal value="${choice}" />` : `<string>${choice}</string>`;
          return `          <item displayName="$(string.${name}_${choice})"><value>${stored}</value></item>`;
        });
        return inElements(`        <enum ${named}>\n${items.join('\n')}\n        </enum>`);
      }
      case 'number':
        return inElements(`        <decimal ${named} minValue="${value.least}" maxValue="${value.most}" />`);
      case 'text':
        return inElements(`        <text ${named} maxLength="${value.longest}" />`);
      case 'list':
        return inElements(`        <list id="${name}" key="${KEY}\\${name}" valuePrefix="" />`);
    }
  };
  const policy = (each: Described) => {
    const { name, value } = each;
    const stored = value.kind === 'truth' ? ` valueName="${name}"` : ` presentation="$(presentation.${name})"`;
    return `    <policy name="${name}" class="Both" displayName="$(string.${name})" explainText="$(string.${name}_explain)" key="${KEY}"${stored}>
      <parentCategory ref="Keydesk" />
      <supportedOn ref="SUPPORTED_Keydesk" />
${elements(each)}
    </policy>`;
  };
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="${DEFINITIONS}" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="keydesk" namespace="Keydesk.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="SUPPORTED_Keydesk" displayName="$(string.supported)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="Keydesk" displayName="$(string.category)" />
  </categories>
  <policies>
${policies.map(policy).join('\n')}
  </policies>
</policyDefinitions>
`;
}

const inElements = (inner: string) => `      <elements>\n${inner}\n      </elements>`;

/** `packaging/policy/en-US/keydesk.adml`: the texts for `keydesk.admx`. */
export function adml(): string {
  const strings = policies.flatMap(({ name, title, description, value }) => [
    [name, title],
    [`${name}_explain`, `${description} Value: ${valueText(value)}.`.replaceAll('`', '')],
    ...(value.kind === 'choice' ? value.choices.map((choice) => [`${name}_${choice}`, String(choice)]) : []),
  ]);
  const all = [['category', 'Keydesk'], ['supported', 'Keydesk 0.1 and later'], ...strings];
  const control = ({ name, title, value }: Described): string => {
    const label = escapeXml(title);
    switch (value.kind) {
      case 'choice':
        return `<dropdownList refId="${name}" noSort="true">${label}</dropdownList>`;
      case 'number':
        return `<decimalTextBox refId="${name}">${label}</decimalTextBox>`;
      case 'text':
        return `<textBox refId="${name}"><label>${label}</label></textBox>`;
      default:
        return `<listBox refId="${name}">${label}</listBox>`;
    }
  };
  const shown = policies.filter(({ value }) => value.kind !== 'truth');
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="${DEFINITIONS}" revision="1.0" schemaVersion="1.0">
  <displayName>Keydesk</displayName>
  <description>What a company prescribes for Keydesk</description>
  <resources>
    <stringTable>
${all.map(([id = '', text = '']) => `      <string id="${id}">${escapeXml(text)}</string>`).join('\n')}
    </stringTable>
    <presentationTable>
${shown.map((each) => `      <presentation id="${each.name}">${control(each)}</presentation>`).join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

/** `packaging/policy/keydesk.mobileconfig`: an example for the device management of macOS. Administrators must replace its ids. */
export function mobileconfig(): string {
  const plist = (value: unknown): string => {
    if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
    if (typeof value === 'number') return `<integer>${value}</integer>`;
    if (Array.isArray(value)) return `<array>${value.map(plist).join('')}</array>`;
    return `<string>${escapeXml(String(value))}</string>`;
  };
  const members = (indent: string, all: readonly (readonly [string, unknown])[]) =>
    all.map(([key, value]) => `${indent}<key>${key}</key>\n${indent}${plist(value)}`).join('\n');
  const payload = (type: string, identifier: string, uuid: string) =>
    [
      ['PayloadType', type],
      ['PayloadIdentifier', identifier],
      ['PayloadUUID', uuid],
      ['PayloadVersion', 1],
      ['PayloadDisplayName', 'Keydesk'],
    ] as const;
  const inner = payload('dev.keydesk.app', 'com.example.keydesk.policy', '6C0B6B0E-57B1-4B52-9B0B-0D5E6D0B7A01');
  const outer = payload('Configuration', 'com.example.keydesk', '0C9E4B1A-2F0E-4E86-9B43-8F1C2A6D7B02');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
${members('  ', [...outer, ['PayloadScope', 'System']])}
  <key>PayloadContent</key>
  <array>
    <dict>
${members('      ', [...inner, ...policies.map(({ name, example }) => [name, example] as const)])}
    </dict>
  </array>
</dict>
</plist>
`;
}
