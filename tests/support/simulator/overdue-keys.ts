import type { KeyState, simulatorControls } from './simulator-controls.ts';

const overdueMs = 90 * 86_400_000;
/** The names of the keys begin with this text. */
export const nameOfKeys = 'ci-deploy-';
/** One of the owners, as the seed of the directory has it. */
const inactiveUser = 'pavel.lindberg';

/**
 * Leaves thirty overdue keys with such names, of thirty users. Two of the users have a second key, and one is inactive. The keys of one
 * user cannot be read: gives the key of that user.
 */
export async function leaveOverdueKeys(controls: ReturnType<typeof simulatorControls>): Promise<KeyState> {
  const { keys } = await controls.state();
  const isOverdue = ({ created }: KeyState) => Date.parse(created) < Date.now() - overdueMs;
  const named = (start: string) => keys.filter((key) => key.name?.startsWith(start) && isOverdue(key));
  const chosen = [...named('ci-deploy-7'), ...named('ci-deploy-5').slice(0, 1)];
  if (chosen.length !== 30) throw new Error(`The directory has ${chosen.length} such keys.`);
  const seconds = keys.filter((key) => chosen.some(({ user }) => user.ocid === key.user.ocid) && !chosen.includes(key));
  const kept = new Set([...chosen, ...seconds.filter(({ user }) => user.userName !== inactiveUser).slice(0, 2)]);
  // Also every other key with such a name, even if it is not overdue yet: it may be a week later.
  const others = keys.filter(({ name }) => name?.startsWith(nameOfKeys));
  const gone = [...seconds, ...others].filter((key) => !kept.has(key));
  await Promise.all([...new Set(gone)].map((key) => controls.deleteKeyElsewhere(key.user.ocid, key.accessKey)));
  const closed = chosen.find(({ user }) => [...kept].filter((key) => key.user.ocid === user.ocid).length === 1);
  if (closed === undefined) throw new Error('Every user has two keys.');
  const path = `CustomerSecretKeys.*${closed.user.ocid}`;
  await controls.setFault({ kind: 'status', status: 404, method: 'GET', path, times: null });
  return closed;
}
