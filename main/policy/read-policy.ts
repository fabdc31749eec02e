import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { readManagedPreferences } from './managed-preferences.ts';
import { POLICY_FILE, readPolicyFile } from './policy-file.ts';
import { noPolicy, type PolicyReading, type PolicySource } from './policy-reading.ts';
import { runTool } from './run-tool.ts';
import { readRegistry } from './windows-registry.ts';

/** In the build for tests: the file that takes the place of the system's policies. */
type TestFile = string | undefined;

/**
 * The policies of this computer as they are now. If there are none, no further code is loaded, since the command line reads them at each
 * start.
 */
export async function readPolicy(testFile: TestFile): Promise<PolicyReading> {
  const sources = await findSources(testFile);
  if (sources.length === 0) return noPolicy;
  const { takePolicy } = await import('./take-policy.ts');
  return takePolicy(sources);
}

function findSources(testFile: TestFile): Promise<readonly PolicySource[]> {
  if (testFile !== undefined) {
    const owners = [0, process.getuid?.() ?? 0];
    return readPolicyFile(testFile, { owners, from: dirname(testFile) });
  }
  if (process.platform === 'win32') return readRegistry(runTool, process.env['SystemRoot'] ?? 'C:\\Windows');
  if (process.platform === 'darwin') return readManagedPreferences(runTool, userInfo().username);
  return readPolicyFile(POLICY_FILE, { owners: [0], from: '/' });
}

/** The policies for a window, which reads them at its start and again later. */
export const openPolicies = (testFile: TestFile) => {
  const read = () => readPolicy(testFile);
  return { first: read(), read, folder: policyFolder(testFile) };
};

export type PolicyAccess = ReturnType<typeof openPolicies>;

/** The folder of the file that holds the policies; null: no file of Keydesk's own holds them. */
function policyFolder(testFile: TestFile): string | null {
  if (testFile !== undefined) return dirname(testFile);
  return process.platform === 'linux' ? dirname(POLICY_FILE) : null;
}
