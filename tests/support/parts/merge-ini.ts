import { success } from '../../../main/basics/outcome.ts';
import { readIniSections } from '../../../main/tools/ini-lines.ts';
import { putSection } from '../../../main/tools/ini-merge.ts';

/** Puts one section into the file with these bytes, and gives the whole new content. `bytes` null: there is no file. */
export function mergeIni(bytes: Buffer | null, merge: Parameters<typeof putSection>[2]) {
  const sections = readIniSections(bytes ?? Buffer.alloc(0), merge.dialect);
  if (!sections.ok) return sections;
  const put = putSection(bytes, sections.value, merge);
  if (!put.ok) return put;
  const { parts, change, replaced } = put.value;
  return success({ bytes: Buffer.concat(parts), change, replaced });
}
