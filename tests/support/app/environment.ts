import process from 'node:process';

export type Environment = Readonly<Record<string, string>>;

/** Variables of the test runner that would change how the app runs. */
const runnersOwn = new Set(['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_COMPILE_CACHE']);

/** The set variables of an environment, without those that would change the app or run Electron as Node. */
export function plainEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(set.filter(([name]) => !runnersOwn.has(name)));
}

/** The environment of a computer whose OCI configuration file is `file`. */
export const withConfigFile = (env: Environment, file: string): Environment => ({ ...env, OCI_CLI_CONFIG_FILE: file });

/** The environment of a computer without an OCI configuration file: HOME is an empty folder, and no variable names such a file. */
export function withoutConfigFile(env: Environment): Environment {
  const { OCI_CLI_CONFIG_FILE: _, OCI_CONFIG_FILE: __, ...rest } = env;
  return rest;
}
