import process from 'node:process';

export type Environment = Readonly<Record<string, string>>;

/** The set variables of an environment, without the one that would make Electron's program Node instead of the app. */
export function plainEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(set.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE' && name !== 'NODE_OPTIONS'));
}
