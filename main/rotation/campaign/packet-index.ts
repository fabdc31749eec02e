import { join } from 'node:path';
import { writePrivateFile } from '../../files/private-file.ts';
import { csvLine } from '../../report/csv.ts';
import type { Plan } from '../plan.ts';
import type { CampaignBook } from './campaign-book.ts';

const COLUMNS = ['file', 'user name', 'display name', 'key name', 'access key', 'opens with', 'sha256'];

/** Writes beside the packets of a folder which one is whose. It has no secret, no passphrase and no receipt code. */
export async function writePacketIndex(
  folder: string | null,
  plans: readonly Plan[],
  book: Pick<CampaignBook, 'packet'>,
) {
  const rows = plans.flatMap(({ id, userName, displayName, newKey, made }) => {
    const packet = book.packet(id);
    if (!packet?.here || packet.folder !== folder) return [];
    return [
      csvLine([packet.file, userName, displayName, newKey.name, made?.accessKey ?? null, packet.lock, packet.sha256]),
    ];
  });
  if (folder !== null && rows.length > 0)
    await writePrivateFile(join(folder, 'index.csv'), [csvLine(COLUMNS), ...rows]);
}
