import { readFile, writeFile } from 'node:fs/promises';

/** Keys and values of one profile. */
export type ProfileLines = Readonly<Record<string, string>>;

/** One profile of a configuration file that the simulator wrote: sections, and lines of `key=value`. */
export async function readProfile(file: string, name: string): Promise<ProfileLines> {
  const section = (await readFile(file, 'utf8')).split(/^\[/m).find((part) => part.startsWith(`${name}]`));
  if (section === undefined) throw new Error(`${file} has no profile ${name}.`);
  return Object.fromEntries([...section.matchAll(/^(\w+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, value]));
}

/** Writes a configuration file: for each profile its name in line 1, its first key in the line after it, and so on. */
export async function writeConfigFile(file: string, profiles: Readonly<Record<string, ProfileLines>>): Promise<void> {
  const lines = Object.entries(profiles).flatMap(([name, values]) => [
    `[${name}]`,
    ...Object.entries(values).map(([key, value]) => `${key}=${value}`),
  ]);
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}
