import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkout } from '../../../scripts/project/checkout.mjs';

/** A call of the bridge, from `bridge/keydesk.eipc`. */
export interface BridgeCall {
  readonly part: string;
  readonly name: string;
  /** The types of its arguments, by argument name. */
  readonly args: readonly { readonly name: string; readonly type: string }[];
}
export interface BridgeMember {
  readonly part: string;
  readonly name: string;
}
export interface BridgeSchema {
  readonly parts: readonly string[];
  readonly calls: readonly BridgeCall[];
  readonly stores: readonly BridgeMember[];
  readonly events: readonly BridgeMember[];
  /** The zod value of a type. */
  readonly valueBehind: (type: string) => Promise<z.ZodType>;
}

const source = readFileSync(join(checkout, 'bridge', 'keydesk.eipc'), 'utf8').replace(/^\s*\/\/.*$/gm, '');

/**
 * Reads the schema itself, so that tests cover each addition to it at once. The parser is separate from the generator's.
 * Throws on a line of an interface that it does not understand.
 */
export function readBridgeSchema(): BridgeSchema {
  const parts: string[] = [];
  const calls: BridgeCall[] = [];
  const stores: BridgeMember[] = [];
  const events: BridgeMember[] = [];
  for (const [, part = '', body = ''] of source.matchAll(/^interface (\w+) \{\n([\s\S]*?)^\}/gm)) {
    parts.push(part);
    let kind = 'call';
    for (const line of body.split('\n').map((text) => text.trim())) {
      if (line === '') continue;
      const mark = /^\[(Store|Event)\]$/.exec(line)?.[1];
      if (mark !== undefined) {
        kind = mark;
        continue;
      }
      const [, name, list = ''] = /^(\w+)\((.*?)\)(?: -> \w+)?$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`bridge/keydesk.eipc has a line that the tests cannot read: ${line}`);
      if (kind === 'Store') stores.push({ part, name });
      else if (kind === 'Event') events.push({ part, name });
      else calls.push({ part, name, args: list === '' ? [] : list.split(', ').map(readArgument) });
      kind = 'call';
    }
  }
  if (calls.length === 0) throw new Error('bridge/keydesk.eipc holds no call that the tests can read.');
  return { parts, calls, stores, events, valueBehind };
}

function readArgument(text: string) {
  const [name = '', type = ''] = text.split(': ');
  return { name, type };
}

async function valueBehind(type: string): Promise<z.ZodType> {
  if (type === 'boolean') return z.boolean();
  const reference = new RegExp(
    `^zod_reference ${type} \\{ import = "[./]*(values/[\\w-]+)" .*schema = "(\\w+)" \\}$`,
    'm',
  );
  const [, file, name = ''] = reference.exec(source) ?? [];
  if (file === undefined) throw new Error(`bridge/keydesk.eipc names no value for ${type}.`);
  const value: unknown = Reflect.get(await import(/* @vite-ignore */ join(checkout, 'bridge', `${file}.ts`)), name);
  if (!(value instanceof z.ZodType)) throw new Error(`bridge/${file}.ts holds no ${name}.`);
  return value;
}

/** A channel on which main listens for its page. */
export interface Channel {
  /** The name of the call, or of one read of a store. */
  readonly name: string;
  readonly channel: string;
  readonly sync: boolean;
}

/** Every channel, read from the built preload. */
export function readChannels({ calls, stores }: BridgeSchema): readonly Channel[] {
  const preload = readFileSync(join(checkout, 'out', 'preload', 'index.cjs'), 'utf8');
  const prefix = /\$eipc_message\$_[\w-]+_\$_keydesk_\$_/.exec(preload)?.[0];
  if (prefix === undefined) throw new Error('The built preload names no channel.');
  const channel = ({ part, name }: BridgeMember) => `${prefix}${part}_$_${name}`;
  return [
    ...calls.map((call) => ({ name: `${call.part}.${call.name}`, channel: channel(call), sync: false })),
    ...stores.flatMap((store) =>
      (['getState', 'getStateSync'] as const).map((read) => ({
        name: `${store.part}.${store.name}Store.${read}`,
        channel: `${channel(store)}_$store$_${read}`,
        sync: read === 'getStateSync',
      })),
    ),
  ];
}
